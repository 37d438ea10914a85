import type { CodeToken } from './scan-code.js'

/** An import declaration. Texts are as they stand in the code. */
export interface ImportDeclaration {
  /** With its quotes. */
  readonly specifier: string
  /** The object after `with`. */
  readonly attributes: string | undefined
  /** The default export is among them under its name, `default`. */
  readonly names: readonly ImportedName[]
  /** Of `* as …`. */
  readonly namespace: string | undefined
  /** Where the code goes on, a semicolon included. */
  readonly end: number
}

/** One export and what it is called here. */
export interface ImportedName {
  /** A name, or a string with its quotes. */
  readonly imported: string
  readonly local: string
}

/** Why a text is no import declaration: it is none, or none yet. */
class Mismatch {
  readonly isAtEnd: boolean

  constructor(isAtEnd: boolean) {
    this.isAtEnd = isAtEnd
  }
}

/**
 * The import declaration that begins with the token at `index`.
 *
 * @returns `incomplete` when the code ends in the middle of it, undefined when it is none.
 */
export function parseImport(
  code: string,
  tokens: readonly CodeToken[],
  index: number,
): ImportDeclaration | 'incomplete' | undefined {
  try {
    return new ImportParser(code, tokens, index + 1).declaration()
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error
    return error.isAtEnd ? 'incomplete' : undefined
  }
}

class ImportParser {
  readonly #code: string
  readonly #tokens: readonly CodeToken[]
  #at: number

  constructor(code: string, tokens: readonly CodeToken[], at: number) {
    this.#code = code
    this.#tokens = tokens
    this.#at = at
  }

  declaration(): ImportDeclaration {
    const names: ImportedName[] = []
    let namespace: string | undefined
    if (this.#peek()?.kind !== 'string') {
      const hasDefault = this.#peek()?.kind === 'word'
      if (hasDefault) names.push({ imported: 'default', local: this.#take('word') })
      if (!hasDefault || this.#skip(',')) {
        if (this.#skip('*')) namespace = this.#alias()
        else names.push(...this.#braces())
      }
      this.#expect('from')
    }
    const specifier = this.#take('string')
    const attributes = this.#attributes()
    this.#skip(';')
    return { specifier, attributes, names, namespace, end: this.#tokens[this.#at - 1]?.end ?? 0 }
  }

  #braces(): ImportedName[] {
    const names: ImportedName[] = []
    this.#expect('{')
    while (!this.#skip('}')) {
      const isString = this.#peek()?.kind === 'string'
      const imported = this.#take(isString ? 'string' : 'word')
      const isRenamed = isString || this.#peek()?.text === 'as'
      names.push({ imported, local: isRenamed ? this.#alias() : imported })
      if (this.#peek()?.text !== '}') this.#expect(',')
    }
    return names
  }

  #alias(): string {
    this.#expect('as')
    return this.#take('word')
  }

  #attributes(): string | undefined {
    const [keyword, brace] = this.#tokens.slice(this.#at)
    if (keyword?.text !== 'with' || brace?.text !== '{') return undefined
    this.#at += 2
    while (!this.#skip('}')) this.#next()
    return this.#code.slice(brace.start, this.#tokens[this.#at - 1]?.end)
  }

  #peek(): CodeToken | undefined {
    return this.#tokens[this.#at]
  }

  #next(): CodeToken {
    const token = this.#peek()
    if (token === undefined) throw new Mismatch(true)
    this.#at += 1
    return token
  }

  #take(kind: CodeToken['kind']): string {
    const token = this.#next()
    if (token.kind !== kind) throw new Mismatch(false)
    return token.text
  }

  #expect(text: string): void {
    if (this.#next().text !== text) throw new Mismatch(false)
  }

  #skip(text: string): boolean {
    if (this.#peek()?.text !== text) return false
    this.#at += 1
    return true
  }
}
