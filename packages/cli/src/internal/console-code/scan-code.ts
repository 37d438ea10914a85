/** A token of JavaScript. Comments and white space are none. */
export interface CodeToken {
  /** `template` is a piece of one, between its substitutions. */
  readonly kind: 'word' | 'sign' | 'string' | 'template' | 'regex'
  readonly text: string
  readonly start: number
  readonly end: number
  /** How many brackets are open around it. */
  readonly depth: number
}

const wordPattern = /(?:[\p{ID_Continue}$#@\\]|\u200c|\u200d)+/uy
const blankPattern = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*.*?(?:\*\/|$)|^#![^\n\r]*)+/sy
const stringPattern = /'(?:[^'\\\n\r]|\\(?:\r\n|.))*'?|"(?:[^"\\\n\r]|\\(?:\r\n|.))*"?/sy
const regexPattern = /\/(?:[^\\/[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\]?)+\/?[\p{ID_Continue}$]*/uy
/** From a backquote, or the end of a substitution, to the next one. */
const templatePattern = /[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{|$)/sy
const signPattern = /\.{3}|\+\+|--|=>|./suy

/** After these an expression begins, so that a slash begins a regular expression. */
const beforeExpression = new Set(
  'return typeof case do else in of instanceof new void delete throw await yield'.split(' '),
)

/**
 * The tokens of JavaScript, as far as it takes to tell code from strings, comments, templates and
 * regular expressions. Never fails: what is wrong with the code is for V8 to say.
 *
 * Limits: a slash after `)` is taken for a division, one after `}` for a regular expression.
 */
export function scanCode(code: string): readonly CodeToken[] {
  const tokens: CodeToken[] = []
  /** The brackets that are open; `$` stands for a substitution in a template. */
  const open: string[] = []
  let at = skipBlank(code, 0)
  while (at < code.length) {
    const kind = kindAt(code, at, { previous: tokens.at(-1), bracket: open.at(-1) })
    const text = matchAt(patterns[kind], code, at) || code.charAt(at)
    if (closes(kind, text)) open.pop()
    tokens.push({ kind, text, start: at, end: at + text.length, depth: open.length })
    const opened = opens(kind, text)
    if (opened !== undefined) open.push(opened)
    at = skipBlank(code, at + text.length)
  }
  return tokens
}

const patterns: Readonly<Record<CodeToken['kind'], RegExp>> = {
  word: wordPattern,
  sign: signPattern,
  string: stringPattern,
  template: templatePattern,
  regex: regexPattern,
}

function kindAt(
  code: string,
  at: number,
  before: { readonly previous: CodeToken | undefined; readonly bracket: string | undefined },
): CodeToken['kind'] {
  const first = code.charAt(at)
  if (first === '"' || first === "'") return 'string'
  if (first === '`' || (first === '}' && before.bracket === '$')) return 'template'
  if (first === '/') return isRegexAfter(before.previous) ? 'regex' : 'sign'
  return matchAt(wordPattern, code, at) === '' ? 'sign' : 'word'
}

function isRegexAfter(previous: CodeToken | undefined): boolean {
  if (previous === undefined) return true
  if (previous.kind === 'word') return beforeExpression.has(previous.text)
  if (previous.kind === 'template') return previous.text.endsWith('${')
  return previous.kind === 'sign' && ![')', ']', '++', '--'].includes(previous.text)
}

function closes(kind: CodeToken['kind'], text: string): boolean {
  if (kind === 'template') return text.startsWith('}')
  return kind === 'sign' && [')', ']', '}'].includes(text)
}

function opens(kind: CodeToken['kind'], text: string): string | undefined {
  if (kind === 'template') return text.endsWith('${') ? '$' : undefined
  return kind === 'sign' && ['(', '[', '{'].includes(text) ? text : undefined
}

function skipBlank(code: string, at: number): number {
  return at + matchAt(blankPattern, code, at).length
}

function matchAt(pattern: RegExp, code: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(code)?.[0] ?? ''
}
