import type { Located } from './ast-index.js'
import { memberOf, textOf } from './fields.js'

const last = /(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/|(?:[ \t]*\/\/\/.*\n)+)\s*$/

/**
 * The NatSpec comment of a node without its markers, also where the compiler does not tell it: older ones do not
 * tell those of structs, none those of their members. Empty when there is none.
 */
export function commentOf({ tree, node }: Located): string {
  const told = memberOf(node.fields, 'documentation')
  const text = typeof told === 'string' ? told : textOf(told, 'text')
  if (text !== '') return text
  const before = tree.text({ start: 0, length: node.start })
  const comment = last.exec(before.slice(-longestComment))?.[0] ?? ''
  return comment.replace('*/', '').replace(marker, '')
}

const marker = /^[ \t]*(?:\/\*\*|\/\/\/|\*)[ \t]?/gm

const longestComment = 8_192
