import { createStyle, type Style } from '@scaffold-evm/common'
import type { GasReportOptions } from './gas-options.js'
import type { GasUsage, MethodUsage } from './gas-usage.js'
import { type GridCell, type GridRow, renderGrid } from './grid.js'

/** The compiler of a project, for the title of its report. */
export interface CompilerInfo {
  readonly version: string
  readonly optimizer: string
  readonly runs: string
}

/** The table of eth-gas-reporter: gas by method and by deployed contract. */
export function formatGasTable(
  usage: GasUsage,
  options: GasReportOptions & { readonly hasColor: boolean; readonly compiler: CompilerInfo },
): string {
  const style = createStyle(options.hasColor)
  const table = renderGrid(
    [
      titleRow(options),
      methodsTitle(options, style),
      headerRow(options, style),
      ...methodRows(usage.methods, options, style),
      ...deploymentRows(usage.deployments, options, style),
    ],
    7,
  )
  if (!options.rst) return table
  const title = `${options.rstTitle}\n${'='.repeat(options.rstTitle.length)}`
  return `${title}\n\n.. code-block:: shell\n\n${table.replace(/^/gm, '  ')}`
}

function titleRow({
  compiler,
  blockLimit,
}: Pick<GasReportOptions, 'blockLimit'> & { readonly compiler: CompilerInfo }): GridRow {
  return [
    { text: `Solc version: ${compiler.version}`, span: 2, align: 'center' },
    { text: `Optimizer enabled: ${compiler.optimizer}`, span: 2, align: 'center' },
    { text: `Runs: ${compiler.runs}`, align: 'center' },
    { text: `Block limit: ${blockLimit} gas`, span: 2, align: 'center' },
  ]
}

function methodsTitle(options: GasReportOptions, style: Style): GridRow {
  const { ethPrice, gasPrice, currency, token } = options
  const title = style.bold('Methods')
  if (ethPrice === undefined || gasPrice === undefined) return [{ text: title, span: 7 }]
  const rate = `${ethPrice.toFixed(2)} ${currency.toLowerCase()}/${token.toLowerCase()}`
  return [
    { text: title, span: 2 },
    { text: `${Math.trunc(gasPrice)} gwei/gas`, span: 3, align: 'center' },
    { text: rate, span: 2, align: 'center' },
  ]
}

function headerRow({ currency }: GasReportOptions, style: Style): GridRow {
  const titles = ['Contract', 'Method', 'Min', 'Max', 'Avg', '# calls']
  return [...titles, `${currency.toLowerCase()} (avg)`].map((title) => ({
    text: style.bold(title),
  }))
}

function methodRows(
  methods: readonly MethodUsage[],
  options: GasReportOptions,
  style: Style,
): GridRow[] {
  const { onlyCalledMethods, showMethodSig } = options
  return methods
    .filter(({ gas }) => gas.length > 0 || !onlyCalledMethods)
    .map((usage) => ({ ...usage, shown: showMethodSig ? usage.signature : usage.method }))
    .sort(
      (left, right) =>
        left.contract.localeCompare(right.contract) || left.shown.localeCompare(right.shown),
    )
    .map(({ contract, shown, gas }) => [
      { text: style.dim(contract) },
      { text: shown },
      ...gasCells(gas, style),
      { text: style.dim(String(gas.length)), align: 'right' },
      costCell(gas, options, style),
    ])
}

function deploymentRows(
  deployments: ReadonlyMap<string, readonly number[]>,
  options: GasReportOptions,
  style: Style,
): GridRow[] {
  const rows = [...deployments]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([contract, gas]): GridRow => {
      const percent = Math.round((1000 * average(gas)) / options.blockLimit) / 10
      return [
        { text: contract, span: 2 },
        ...gasCells(gas, style),
        { text: style.dim(`${percent} %`), align: 'right' },
        costCell(gas, options, style),
      ]
    })
  if (rows.length === 0) return []
  const title: GridRow = [
    { text: style.bold('Deployments'), span: 2 },
    { text: '', span: 3 },
    { text: style.bold('% of limit') },
  ]
  return [title, ...rows]
}

/** Least, most and average; a dash where all are the same. */
function gasCells(gas: readonly number[], style: Style): GridCell[] {
  const [min, max] = [Math.min(...gas), Math.max(...gas)]
  const isUniform = gas.length === 0 || min === max
  return [
    { text: isUniform ? '-' : style.cyan(String(min)), align: 'right' },
    { text: isUniform ? '-' : style.red(String(max)), align: 'right' },
    { text: gas.length === 0 ? style.dim('-') : String(average(gas)), align: 'right' },
  ]
}

function costCell(
  gas: readonly number[],
  { ethPrice, gasPrice }: GasReportOptions,
  style: Style,
): GridCell {
  const isUnknown = gas.length === 0 || ethPrice === undefined || gasPrice === undefined
  if (isUnknown) return { text: style.dim('-'), align: 'right' }
  const cost = (gasPrice / 1e9) * average(gas) * ethPrice
  return { text: style.green(cost.toFixed(2)), align: 'right' }
}

function average(gas: readonly number[]): number {
  return Math.round(gas.reduce((sum, one) => sum + one, 0) / gas.length)
}
