import { type Column, formatTable, type Reporter } from '@scaffold-evm/common'
import type { GasPlace, GasProfile } from '@scaffold-evm/trace'
import { countOf } from '../print.js'

/** How many functions and lines are shown. */
const mostRows = 15

/** Where gas went, in tables. */
export function formatProfile(profile: GasProfile, title: string, { style }: Reporter): string {
  const { gasUsed, transactions, costs, functions, lines } = profile
  const share = (gas: number): string => `${((gas / Math.max(gasUsed, 1)) * 100).toFixed(1)} %`
  const number = (gas: number): string => gas.toLocaleString('en')
  const ofLines = lines.reduce((sum, { gas }) => sum + gas, 0)
  const parts = [
    ...costs.map(({ name, gas }) => [number(gas), share(gas), name]),
    [number(ofLines), share(ofLines), 'lines of contracts'],
    [style.bold(number(gasUsed)), '', style.bold('gas used')],
  ]
  const functionRows = functions
    .slice(0, mostRows)
    .map(({ name, place, self, total }) => [
      number(self),
      share(self),
      number(total),
      name,
      at(place),
    ])
  const lineRows = lines
    .slice(0, mostRows)
    .map((line) => [number(line.gas), share(line.gas), number(line.times), at(line)])
  return [
    style.bold(transactions === 1 ? title : `${title}: ${countOf(transactions, 'transaction')}`),
    '',
    table([right('gas'), right(''), { title: '' }], parts),
    '',
    table(
      [right('itself'), right(''), right('with calls'), { title: 'function' }, { title: '' }],
      functionRows,
    ),
    '',
    table([right('gas'), right(''), right('times'), { title: 'line' }], lineRows),
    style.dim(
      'Lines are those of optimized code: what several have in common is counted for one of them.',
    ),
  ].join('\n')
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return formatTable(columns, rows)
}

function right(title: string): Column {
  return { title, align: 'right' }
}

function at(place: GasPlace | undefined): string {
  return place === undefined ? '' : `${place.sourceName}:${place.line}`
}
