import { formatTable, type Style } from '@scaffold-evm/common'
import type { GasDifference } from '@scaffold-evm/testing'
import { countOf } from '../print.js'

/** What differs, the greatest change first, and what it comes to. */
export function formatDifferences(differences: readonly GasDifference[], style: Style): string {
  if (differences.length === 0) return 'Gas is as in the snapshot.'
  const rows = [...differences]
    .sort((a, b) => Math.abs(percentOf(b)) - Math.abs(percentOf(a)))
    .map((one) => rowOf(one, style))
  const table = formatTable(
    [
      { title: 'before', align: 'right' },
      { title: 'after', align: 'right' },
      { title: '', align: 'right' },
      { title: '%', align: 'right' },
      { title: '' },
    ],
    rows,
  )
  return `${table}\n\n${summary(differences)}`
}

function rowOf(difference: GasDifference, style: Style): string[] {
  const { name, before, after } = difference
  const shown = (gas: number | undefined): string => gas?.toLocaleString('en') ?? '–'
  if (before === undefined || after === undefined) {
    return [shown(before), shown(after), before === undefined ? 'new' : 'gone', '', name]
  }
  const paint = after > before ? style.red : style.green
  const change = `${after > before ? '+' : '−'}${Math.abs(after - before).toLocaleString('en')}`
  const percent = `${after > before ? '+' : '−'}${Math.abs(percentOf(difference)).toFixed(2)}`
  return [shown(before), shown(after), paint(change), paint(percent), name]
}

function percentOf({ before, after }: GasDifference): number {
  if (before === undefined || after === undefined) return Number.POSITIVE_INFINITY
  return before === 0 ? Number.POSITIVE_INFINITY : ((after - before) / before) * 100
}

function summary(differences: readonly GasDifference[]): string {
  const isIn = (one: GasDifference): boolean => one.before !== undefined && one.after !== undefined
  const more = differences.filter((one) => isIn(one) && Number(one.after) > Number(one.before))
  const less = differences.filter((one) => isIn(one) && Number(one.after) <= Number(one.before))
  const fresh = differences.filter(({ before }) => before === undefined)
  const gone = differences.filter(({ after }) => after === undefined)
  return [
    `${countOf(differences.length, 'difference')}:`,
    [
      `${more.length} take more`,
      `${less.length} take less`,
      `${fresh.length} new`,
      `${gone.length} gone`,
    ].join(', '),
  ].join(' ')
}
