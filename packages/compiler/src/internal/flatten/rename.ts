import type { ParsedFile } from './parse-file.js'
import { isCode, type Token } from './tokens.js'

/** Names of a file that mean something else once imports are gone. */
interface Aliases {
  /** Declared name by the name it was imported as. */
  readonly symbols: ReadonlyMap<string, string>
  readonly namespaces: ReadonlySet<string>
}

function aliasesOf({ imports }: ParsedFile): Aliases {
  const renamed = imports.flatMap(({ symbols }) => [...symbols]).filter(([as, name]) => as !== name)
  const namespaces = imports.flatMap(({ namespace }) => namespace ?? [])
  return { symbols: new Map(renamed), namespaces: new Set(namespaces) }
}

/** Names that a file gives to what it imports, other than their own. */
export function aliasNames(file: ParsedFile): string[] {
  const { symbols, namespaces } = aliasesOf(file)
  return [...symbols.keys(), ...namespaces]
}

/** Words behind which a name is used. Behind any other word, such as a type, it is declared. */
const beforeUse: ReadonlySet<string> = new Set(
  'is new using for return returns emit revert else do try delete throw'.split(' '),
)
const behindDeclared: ReadonlySet<string | undefined> = new Set([';', ',', '=', ')'])

interface Surroundings {
  readonly before: Token | undefined
  /** Index of the next token of code. */
  readonly next: number
}

function codeAround(tokens: readonly Token[], at: number): Surroundings {
  const isBlank = (index: number): boolean => {
    const token = tokens[index]
    return token !== undefined && !isCode(token)
  }
  let back = at - 1
  while (isBlank(back)) back--
  let next = at + 1
  while (isBlank(next)) next++
  return { before: tokens[back], next }
}

/** A member of that name, a named argument, or a variable that is declared is not what was imported. */
function isOtherThing(before: Token | undefined, next: string | undefined): boolean {
  if (before?.text === '.' || next === ':') return true
  return before?.kind === 'word' && !beforeUse.has(before.text) && behindDeclared.has(next)
}

/**
 * The body with imported names as they were declared: `B` of `{A as B}` is `A`, `N.A` of `* as N` is `A`.
 *
 * Limits: inside a function with a variable of an alias's name, uses of that variable are taken for
 * the alias; the result then does not compile.
 */
export function resolveAliases(file: ParsedFile): string {
  const { symbols, namespaces } = aliasesOf(file)
  const { body } = file
  let text = ''
  for (let at = 0; at < body.length; at++) {
    const token = body[at]
    if (token === undefined) break
    const { before, next } = codeAround(body, at)
    const nextText = body[next]?.text
    const isName = token.kind === 'word' && !isOtherThing(before, nextText)
    if (isName && namespaces.has(token.text) && nextText === '.') at = next
    else text += (isName ? symbols.get(token.text) : undefined) ?? token.text
  }
  return text
}
