type Operator = '^' | '~' | '<' | '<=' | '>' | '>=' | '='

/** One bound. A wildcard level (`x`, `X`, `*`) is undefined. */
interface Component {
  readonly operator: Operator
  readonly levels: readonly (number | undefined)[]
}

/** A parsed version pragma: any of its conjunctions must hold as a whole. */
export interface VersionRange {
  readonly alternatives: readonly (readonly Component[])[]
}

const token = /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|\|\||[<>]=?|[\^~=.\-xX*]|\d+/y
const operators: ReadonlySet<string> = new Set(['^', '~', '<', '<=', '>', '>=', '='])

function isOperator(text: string | undefined): text is Operator {
  return text !== undefined && operators.has(text)
}

function tokenize(text: string): string[] | undefined {
  const tokens: string[] = []
  let at = 0
  while (at < text.length) {
    token.lastIndex = at
    const match = token.exec(text)?.[0]
    if (match === undefined) return undefined
    at += match.length
    if (/^(?!\s|\/)/.test(match)) tokens.push(match)
  }
  return tokens
}

/** Reads tokens from the front of a list that it consumes. */
class RangeParser {
  readonly #tokens: string[]

  constructor(tokens: string[]) {
    this.#tokens = tokens
  }

  parse(): VersionRange | undefined {
    const alternatives: Component[][] = []
    do {
      const conjunction = this.#conjunction()
      if (conjunction === undefined) return undefined
      alternatives.push(conjunction)
    } while (this.#accept('||'))
    return this.#tokens.length === 0 ? { alternatives } : undefined
  }

  #accept(text: string): boolean {
    if (this.#tokens[0] !== text) return false
    this.#tokens.shift()
    return true
  }

  #conjunction(): Component[] | undefined {
    const first = this.#component()
    if (first === undefined) return undefined
    if (this.#accept('-')) {
      const last = this.#component()
      if (last === undefined) return undefined
      return [
        { ...first, operator: '>=' },
        { ...last, operator: '<=' },
      ]
    }
    const components = [first]
    while (this.#tokens.length > 0 && this.#tokens[0] !== '||') {
      const next = this.#component()
      if (next === undefined) return undefined
      components.push(next)
    }
    return components
  }

  #component(): Component | undefined {
    const operator = isOperator(this.#tokens[0]) ? this.#tokens[0] : undefined
    if (operator !== undefined) this.#tokens.shift()
    const levels: (number | undefined)[] = []
    do {
      const part = this.#tokens.shift() ?? ''
      if (!/^(?:[xX*]|0|[1-9]\d*)$/.test(part) || Number(part) > 0xffff_ffff) return undefined
      levels.push(/\d/.test(part) ? Number(part) : undefined)
    } while (levels.length < 3 && this.#accept('.'))
    return { operator: operator ?? '=', levels }
  }
}

/**
 * Reads the range of a `pragma solidity` as solc itself does, which is not npm's grammar: `x`, `X`
 * and `*` are wildcards, `a - b` is a range of its own, everything else between `||` must hold
 * together, and pre-release parts do not exist. Undefined when solc would reject it.
 */
export function parseVersionRange(text: string): VersionRange | undefined {
  const tokens = tokenize(text)
  return tokens === undefined || tokens.length === 0 ? undefined : new RangeParser(tokens).parse()
}

function compareLevels(version: readonly number[], levels: Component['levels']): number {
  for (const [index, level] of levels.entries()) {
    const difference = level === undefined ? 0 : (version[index] ?? 0) - level
    if (difference !== 0) return difference
  }
  return 0
}

/** How many levels `^` and `~` hold fixed. */
function fixedLevels({ operator, levels }: Component): number {
  if (operator === '~') return levels.length >= 2 ? 2 : 1
  return levels[0] === 0 && levels.length !== 1 ? 2 : 1
}

function matches(component: Component, version: readonly number[]): boolean {
  const { operator, levels } = component
  const order = compareLevels(version, levels)
  switch (operator) {
    case '=':
      return order === 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '^':
    case '~':
      return order >= 0 && compareLevels(version, levels.slice(0, fixedLevels(component))) <= 0
  }
}

/** Whether the release `version` (`0.8.37`) lies in `range`. */
export function isInRange(version: string, range: VersionRange): boolean {
  const numbers = version.split('.').map(Number)
  return range.alternatives.some((all) => all.every((component) => matches(component, numbers)))
}
