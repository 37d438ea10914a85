import { debugCommandUnknown } from '../../errors.js'
import { command, type DebugCommand } from './debug-command.js'
import type { DebugView } from './debug-view.js'
import { lookingCommands } from './looking-commands.js'
import { movingCommands } from './moving-commands.js'
import { sessionCommands } from './session-commands.js'
import { stoppingCommands } from './stopping-commands.js'

/** All commands of the debugger, in the order of its help. */
export const debugCommands: readonly DebugCommand[] = [
  ...movingCommands,
  ...stoppingCommands,
  ...lookingCommands,
  command({ names: ['h', 'help'], group: 'Session', summary: 'this list' }, showHelp),
  ...sessionCommands,
]

const nameWidth = 26

/** What all commands are for. */
export function showHelp(view: Pick<DebugView, 'columns' | 'line' | 'style'>): void {
  let last = ''
  for (const { names, usage = '', summary, group: own } of debugCommands) {
    if (own !== last) view.line(view.style.bold(own))
    last = own
    const head = `${names.join(', ')} ${usage}`.trimEnd()
    const [first = '', ...rest] = wrapped(summary, view.columns - nameWidth - 4)
    const isShort = head.length <= nameWidth
    view.line(isShort ? `  ${head.padEnd(nameWidth)}  ${first}` : `  ${head}`)
    const below = isShort ? rest : [first, ...rest]
    for (const line of below) view.line(`${' '.repeat(nameWidth + 4)}${line}`)
  }
  view.line('An empty line repeats the last command.')
}

/** Lines of words with at most so many characters. */
function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < columns) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}

/** A line, taken apart. */
export interface DebugLine {
  readonly command: DebugCommand
  readonly rest: string
}

const byName = new Map(
  debugCommands.flatMap((definition) =>
    definition.names.map((name) => [name, definition] as const),
  ),
)

/**
 * The command that a line begins with. Signs may stand right before what they are for, as in `:x` and `;3`.
 *
 * @throws `DEBUG_COMMAND_UNKNOWN`
 */
export function parseDebugLine(line: string): DebugLine {
  const text = line.trim()
  const [, sign, after] = /^([+-]:|[:;?])(.*)$/s.exec(text) ?? []
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? []
  const found = byName.get(sign ?? word)
  if (found === undefined) throw debugCommandUnknown(word, [...byName.keys()])
  return { command: found, rest: sign === undefined ? rest : (after ?? '') }
}
