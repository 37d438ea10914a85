/** A contract or function in a source, by character offsets. */
export interface SourceBlock {
  readonly name: string
  readonly start: number
  /** Behind its closing brace. */
  readonly end: number
}

/** A function within its contract; free functions have none. */
export interface SourceFunction extends SourceBlock {
  readonly contract: string | undefined
}

/** Comments and strings as blanks of the same length, so that braces and words in them do not count. */
function blankOut(content: string): string {
  return content.replace(
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/g,
    (match) => match.replace(/[^\n]/g, ' '),
  )
}

function closingBrace(code: string, open: number): number {
  let depth = 0
  for (let at = open; at < code.length; at++) {
    if (code[at] === '{') depth++
    else if (code[at] === '}' && --depth === 0) return at + 1
  }
  return code.length
}

function blocks(code: string, header: RegExp): SourceBlock[] {
  return [...code.matchAll(header)].map((match) => ({
    // A function without a name is the fallback of releases before 0.6.
    name: match[2] ?? (match[1] === 'function' ? 'fallback' : (match[1] ?? '')),
    start: match.index,
    end: closingBrace(code, match.index + match[0].length - 1),
  }))
}

const contractHeader = /\b(contract|library|interface)\s+([\w$]+)[^{};]*\{/g
const functionHeader = /\b(constructor|fallback|receive|function|modifier)\b\s*([\w$]+)?[^{};]*\{/g

function inside(block: SourceBlock, offset: number): boolean {
  return block.start <= offset && offset < block.end
}

/** All functions, constructors and modifiers of a source, found by its words and braces alone. */
export function functionsOf(content: string): SourceFunction[] {
  const code = blankOut(content)
  const contracts = blocks(code, contractHeader)
  return blocks(code, functionHeader).map((block) => ({
    ...block,
    contract: contracts.find((contract) => inside(contract, block.start))?.name,
  }))
}

/** The function around `offset`, or a contract alone, e.g. `Token.transfer`; undefined outside of both. */
export function enclosingName(content: string, offset: number): string | undefined {
  const enclosing = functionsOf(content).find((block) => inside(block, offset))
  if (enclosing !== undefined) return qualifiedName(enclosing)
  return blocks(blankOut(content), contractHeader).find((block) => inside(block, offset))?.name
}

/** `Token.transfer`, or `transfer` for a free function. */
export function qualifiedName({ contract, name }: SourceFunction): string {
  return contract === undefined ? name : `${contract}.${name}`
}
