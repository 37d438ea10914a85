/** A piece of assembly as later compilers have it in their trees. */
interface AssemblyNode {
  readonly nodeType: string
  readonly src: string
  readonly [part: string]: unknown
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

const tokenPattern = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|[\w$.]+|:=|->|[^\s]/g

/**
 * The blocks and declarations of `assembly { … }`. Before 0.6 solc has no tree of it.
 *
 * @param source a character for each byte
 * @param start where the text begins in its source, bytes
 */
export function assemblyTree(source: string, start: number): unknown {
  const tokens = [...source.matchAll(tokenPattern)]
    .map(({ 0: text, index }) => ({ text, start: start + index, end: start + index + text.length }))
    .filter(({ text }) => !text.startsWith('//') && !text.startsWith('/*'))
  const opening = tokens.findIndex(({ text }) => text === '{')
  return opening === -1 ? undefined : new AssemblyReader(tokens.slice(opening)).block()
}

class AssemblyReader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  block(): AssemblyNode {
    const start = this.#start
    this.#take()
    const statements: AssemblyNode[] = []
    while (this.#text !== '}' && this.#text !== undefined) statements.push(this.#statement())
    this.#take()
    return this.#node('YulBlock', start, { statements })
  }

  #statement(): AssemblyNode {
    const start = this.#start
    switch (this.#text) {
      case '{':
        return this.block()
      case 'let':
        return this.#declaration()
      case 'if':
        this.#take()
        this.#expression()
        return this.#node('YulIf', start, { body: this.block() })
      case 'for': {
        this.#take()
        const pre = this.block()
        this.#expression()
        return this.#node('YulForLoop', start, { pre, post: this.block(), body: this.block() })
      }
      case 'switch':
        return this.#switch()
      case 'function':
        this.#skipTo('{')
        this.block()
        return this.#node('YulFunctionDefinition', start, {})
      default:
        this.#assignmentOrCall()
        return this.#node('YulExpressionStatement', start, {})
    }
  }

  #declaration(): AssemblyNode {
    const start = this.#start
    const variables: AssemblyNode[] = []
    do {
      this.#take()
      const nameStart = this.#start
      const name = this.#take()
      variables.push(this.#node('YulTypedName', nameStart, { name }))
    } while (this.#text === ',')
    if (this.#text === ':=') {
      this.#take()
      this.#expression()
    }
    return this.#node('YulVariableDeclaration', start, { variables })
  }

  #switch(): AssemblyNode {
    const start = this.#start
    this.#take()
    this.#expression()
    const cases: AssemblyNode[] = []
    while (this.#text === 'case' || this.#text === 'default') {
      const caseStart = this.#start
      if (this.#take() === 'case') this.#expression()
      cases.push(this.#node('YulCase', caseStart, { body: this.block() }))
    }
    return this.#node('YulSwitch', start, { cases })
  }

  #skipTo(text: string): void {
    while (this.#text !== text && this.#text !== undefined) this.#take()
  }

  #assignmentOrCall(): void {
    this.#expression()
    while (this.#text === ',' || this.#text === ':=') {
      this.#take()
      this.#expression()
    }
  }

  #expression(): void {
    this.#take()
    if (this.#text !== '(') return
    let depth = 0
    do {
      const text = this.#take()
      if (text === '(') depth += 1
      else if (text === ')') depth -= 1
    } while (depth > 0 && this.#text !== undefined)
  }

  get #text(): string | undefined {
    return this.#tokens[this.#at]?.text
  }

  get #start(): number {
    return this.#tokens[this.#at]?.start ?? 0
  }

  #take(): string | undefined {
    return this.#tokens[this.#at++]?.text
  }

  #node(nodeType: string, start: number, parts: Readonly<Record<string, unknown>>): AssemblyNode {
    const end = this.#tokens[this.#at - 1]?.end ?? start
    return { nodeType, src: `${start}:${end - start}:0`, ...parts }
  }
}
