import { isCode, type Token, tokenize } from './tokens.js'

/** Names that an import gives to what it imports. */
export interface ImportNames {
  /** `import {A as B}`: B by A; a name that is not changed stands for itself. */
  readonly symbols: ReadonlyMap<string, string>
  /** `import * as N` or `import "…" as N`. */
  readonly namespace: string | undefined
}

/** A file taken apart for flattening. */
export interface ParsedFile {
  readonly name: string
  /** Without imports, pragmas and licence. */
  readonly body: readonly Token[]
  readonly imports: readonly ImportNames[]
  /** What stands between `pragma` and `;`. */
  readonly pragmas: readonly string[]
  readonly license: string | undefined
  /** Names declared at the top level, in order. */
  readonly declared: readonly string[]
  /** Names that contracts of this file inherit from. */
  readonly bases: readonly string[]
}

const licensePattern = /SPDX-License-Identifier:\s*([\w.+() -]*[\w.+)])/

/** Words of a statement between `start` and its semicolon, and the index behind that. */
function readStatement(tokens: readonly Token[], start: number): { words: Token[]; end: number } {
  let end = start
  while (end < tokens.length && tokens[end]?.text !== ';') end++
  return { words: tokens.slice(start + 1, end).filter(isCode), end: end + 1 }
}

function importNames(words: readonly Token[]): ImportNames {
  const symbols = new Map<string, string>()
  const texts = words.map(({ text }) => text)
  const close = texts.indexOf('}')
  for (const [index, text] of texts.entries()) {
    if (index === 0 || index >= close || words[index]?.kind !== 'word' || text === 'as') continue
    if (texts[index - 1] === 'as') continue
    symbols.set(texts[index + 1] === 'as' ? (texts[index + 2] ?? text) : text, text)
  }
  const as = close === -1 ? texts.indexOf('as') : -1
  return { symbols, namespace: as === -1 ? undefined : texts[as + 1] }
}

const namedDeclarations: ReadonlySet<string> = new Set([
  'contract',
  'interface',
  'library',
  'struct',
  'enum',
  'error',
  'event',
  'type',
])

/** Finds declarations and base contracts in code whose braces are counted. */
function declarationsIn(body: readonly Token[]): { declared: string[]; bases: string[] } {
  const declared: string[] = []
  const bases: string[] = []
  const code = body.filter(isCode)
  let depth = 0
  for (let at = 0; at < code.length; at++) {
    const text = code[at]?.text ?? ''
    if (text === '{' || text === '(') depth++
    else if (text === '}' || text === ')') depth--
    if (depth !== 0) continue
    const next = code[at + 1]
    if (namedDeclarations.has(text) && next?.kind === 'word') declared.push(next.text)
    const keyword = code[at - 2]?.text
    if (text === 'is' && (keyword === 'contract' || keyword === 'interface'))
      bases.push(...basesAfter(code, at))
  }
  return { declared, bases }
}

function basesAfter(code: readonly Token[], start: number): string[] {
  const names: string[] = []
  for (let at = start + 1; at < code.length && code[at]?.text !== '{'; at++) {
    if (code[at]?.kind === 'word') names.push(code[at]?.text ?? '')
  }
  return names
}

/** A run of blanks where statements were taken out shrinks to one empty line. */
function tidy(tokens: readonly Token[]): Token[] {
  const joined = tokenize(tokens.map(({ text }) => text).join(''))
  return joined.map((token) =>
    token.kind === 'space' && /(?:\r?\n\s*){3,}/.test(token.text)
      ? { ...token, text: `\n\n${/[^\n]*$/.exec(token.text)?.[0] ?? ''}` }
      : token,
  )
}

function isBlank(text: string): boolean {
  return /^(?:\/\/|\/\*)[\s*/]*$/.test(text)
}

/** Takes a file apart. `import` and `pragma` are statements only outside of all braces. */
export function parseFile(name: string, content: string): ParsedFile {
  const tokens = tokenize(content.replace(/^\ufeff/, ''))
  const body: Token[] = []
  const imports: ImportNames[] = []
  const pragmas: string[] = []
  let license: string | undefined
  let depth = 0
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at++]
    if (token === undefined) break
    if (token.text === '{') depth++
    if (token.text === '}') depth--
    if (depth === 0 && (token.text === 'import' || token.text === 'pragma')) {
      const { words, end } = readStatement(tokens, at - 1)
      if (token.text === 'import') imports.push(importNames(words))
      else pragmas.push(pragmaText(tokens.slice(at, end - 1)))
      at = end
      continue
    }
    const found = token.kind === 'comment' ? licensePattern.exec(token.text) : null
    if (found === null) body.push(token)
    else {
      license ??= found[1]?.trim()
      const text = token.text.replace(licensePattern, '')
      if (!isBlank(text)) body.push({ ...token, text })
    }
  }
  return { name, body: tidy(body), imports, pragmas, license, ...declarationsIn(body) }
}

function pragmaText(tokens: readonly Token[]): string {
  const text = tokens.map((token) => (token.kind === 'comment' ? ' ' : token.text)).join('')
  return text.replace(/\s+/g, ' ').trim()
}
