import { expressionSyntax } from '../../errors.js'

/** A piece of an expression's text. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'hex-string' | 'operator' | 'end'
  /** As written; of strings what they mean, in the case of `hex"…"` the digits. */
  readonly text: string
  /** In characters, from 0. */
  readonly offset: number
  readonly length: number
}

const whitespace = /\s+/y
const hexString = /hex(?:"((?:[\da-fA-F]{2}_?)*)"|'((?:[\da-fA-F]{2}_?)*)')/y
const quoted = /(?:unicode)?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y
const number = /0[xX][\da-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE]-?\d+)?/y
const name = /[A-Za-z_$][\w$]*/y
const operator = />>>|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>!~&|^?:.,()[\]]/y

/** @throws `DEBUG_EXPRESSION_SYNTAX` */
export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = []
  let offset = 0
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = offset
    return pattern.exec(expression) ?? undefined
  }
  while (offset < expression.length) {
    const space = take(whitespace)
    if (space !== undefined) {
      offset += space[0].length
      continue
    }
    const token = readToken(take)
    if (token === undefined) {
      const got = String.fromCodePoint(expression.codePointAt(offset) ?? 0)
      const isOpen = got === '"' || got === "'"
      const message = isOpen ? 'A string has no end' : `Unexpected character "${got}"`
      throw expressionSyntax(message, { expression, offset, length: got.length })
    }
    tokens.push({ kind: token.kind, text: token.text, offset, length: token.length })
    offset += token.length
  }
  tokens.push({ kind: 'end', text: '', offset, length: 0 })
  return tokens
}

function readToken(
  take: (pattern: RegExp) => RegExpExecArray | undefined,
): Pick<Token, 'kind' | 'text' | 'length'> | undefined {
  const hex = take(hexString)
  if (hex !== undefined) {
    const text = (hex[1] ?? hex[2] ?? '').replaceAll('_', '')
    return { kind: 'hex-string', text, length: hex[0].length }
  }
  const string = take(quoted)
  if (string !== undefined) {
    return { kind: 'string', text: unescapeString(string[1] ?? ''), length: string[0].length }
  }
  const kinds = [
    ['number', number],
    ['name', name],
    ['operator', operator],
  ] as const
  for (const [kind, pattern] of kinds) {
    const found = take(pattern)
    if (found !== undefined) return { kind, text: found[0], length: found[0].length }
  }
  return undefined
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unescapeString(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|(.))/g, (_, byte, unit, plain: string) => {
      const code: unknown = byte ?? unit
      if (typeof code === 'string') return String.fromCharCode(Number.parseInt(code, 16))
      return escapes[plain] ?? plain
    })
}
