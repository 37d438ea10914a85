import { createStyle, type Style } from '@scaffold-evm/common'
import type { CallTree, TracedCall, TraceEntry } from './call-tree.js'
import {
  type EntryFormat,
  formatEvent,
  formatFunction,
  formatHead,
  formatInlineOutcome,
  formatOutcome,
  formatWrite,
} from './internal/calls/call-text.js'

/** What of a call tree is written, and how. */
export interface CallTreeFormat {
  /** @default without colour */
  readonly style?: Style
  /** Which entries are shown; what is in one that is not belongs to the call around it. @default all */
  readonly entries?: ReadonlySet<TraceEntry['entry']>
  /** Writes long values whole, and addresses beside their names. @default false */
  readonly isFull?: boolean
  /** What is shown for the outermost call, e.g. all of a transaction. @default what the call took */
  readonly gasUsed?: bigint | undefined
}

const allEntries: ReadonlySet<TraceEntry['entry']> = new Set([
  'call',
  'event',
  'console',
  'storage',
  'internal',
] as const)

/**
 * A call tree as lines of text: first the outermost call, below it what happened in it and how it ended.
 *
 *     Token.transfer(to: accounts[1], value: 5)  51,234 gas
 *     ├─ emit Transfer(from: accounts[0], to: accounts[1], value: 5)
 *     └─ returns true
 */
export function formatCallTree({ root, names }: CallTree, format: CallTreeFormat = {}): string[] {
  const { style = createStyle(false), entries = allEntries, isFull = false, gasUsed } = format
  const shown = { style, names, isFull, shown: entries }
  return formatNode(gasUsed === undefined ? root : { ...root, gasUsed }, shown)
}

interface TreeFormat extends EntryFormat {
  readonly shown: ReadonlySet<TraceEntry['entry']>
}

function formatNode(call: TracedCall, format: TreeFormat): string[] {
  const inner = visible(call.entries, format).map((entry) => formatEntry(entry, format))
  const head = formatHead(call, format)
  if (inner.length === 0) return [`${head}${formatInlineOutcome(call, format)}`]
  const end = formatOutcome(call, format)
  return [head, ...branches([...inner, ...(end === undefined ? [] : [[end]])], format.style)]
}

function visible(entries: readonly TraceEntry[], format: TreeFormat): readonly TraceEntry[] {
  return entries.flatMap((entry) => {
    if (format.shown.has(entry.entry)) return [entry]
    return 'entries' in entry ? visible(entry.entries, format) : []
  })
}

function formatEntry(entry: TraceEntry, format: TreeFormat): string[] {
  switch (entry.entry) {
    case 'call':
      return formatNode(entry, format)
    case 'event':
      return [formatEvent(entry, format)]
    case 'console':
      return entry.text.split('\n').map((line) => `${format.style.dim('log')} ${line}`)
    case 'storage':
      return formatWrite(entry, format)
    case 'internal':
      return [
        formatFunction(entry, format),
        ...branches(
          visible(entry.entries, format).map((inner) => formatEntry(inner, format)),
          format.style,
        ),
      ]
    default:
      return entry satisfies never
  }
}

/** Draws the lines of each item as a branch. */
function branches(items: readonly (readonly string[])[], style: Style): string[] {
  return items.flatMap((lines, index) => {
    const isLast = index === items.length - 1
    return lines.map((line, at) => {
      const rule = at === 0 ? (isLast ? '└─ ' : '├─ ') : isLast ? '   ' : '│  '
      return `${style.dim(rule)}${line}`
    })
  })
}
