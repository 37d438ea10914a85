import type { Style } from '@scaffold-evm/common'
import type { RehearsedValue, UpgradeRehearsal } from './upgrade-rehearsal.js'

const longest = 44

/** A rehearsal as text: what is wrong in full, what is fine summed up. Ends without a line break. */
export function formatRehearsal(rehearsal: UpgradeRehearsal, style: Style): string {
  const { name, address, values, notes } = rehearsal
  const kept = values.filter(({ status }) => status === 'kept')
  const others = values.filter(({ status }) => status !== 'kept')
  const width = Math.max(0, ...others.map(({ path }) => shorten(path).length))
  const lines = [
    `${style.bold(`rehearsal of ${name}`)} ${style.dim(address)}`,
    ...others.map((value) => changedLine(value, width, style)),
    ...keptLines(kept, style),
    ...notes.map((note) => `  ${style.yellow('!')} ${note}`),
  ]
  return lines.join('\n')
}

function changedLine(value: RehearsedValue, width: number, style: Style): string {
  const { path, before, after, status } = value
  const isWrong = status === 'misread' || status === 'lost'
  const mark = isWrong ? style.red('✗') : style.yellow('~')
  const what = `${before === undefined ? 'new' : shown(before)} → ${after === undefined ? 'gone' : shown(after)}`
  const why = status === 'written' ? style.dim('  written by the upgrade') : ''
  return `  ${mark} ${shorten(path).padEnd(width)}  ${isWrong ? style.red(what) : what}${why}`
}

/** A few of them, so that it can be seen that values were looked at. */
function keptLines(kept: readonly RehearsedValue[], style: Style): readonly string[] {
  if (kept.length === 0) return []
  const few = 3
  const examples = kept
    .slice(0, few)
    .map(({ path, before }) => `${shorten(path)} = ${shown(before)}`)
  const rest = kept.length - examples.length
  return [
    ...examples.map((text) => `  ${style.green('✓')} ${text}`),
    ...(rest === 0
      ? []
      : [
          `  ${style.green('✓')} and ${rest} more ${rest === 1 ? 'value' : 'values'}, the same before and after`,
        ]),
  ]
}

function shown(text = ''): string {
  return text.length > longest + 1 ? `${text.slice(0, longest)}…` : text
}

/** Keys that are addresses or hashes: their ends tell them apart. */
function shorten(path: string): string {
  return path.replace(/(0x[0-9a-fA-F]{4})[0-9a-fA-F]{8,}([0-9a-fA-F]{4})(?![0-9a-fA-F])/g, '$1…$2')
}
