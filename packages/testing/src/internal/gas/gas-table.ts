import type { Style } from '@scaffold-evm/common'
import type { ContractGasUse, FunctionGasUse, GasFigures } from '../../gas-report.js'

/** How a table is drawn. */
export interface GasTableOptions {
  readonly style: Style
  /** Characters that fit on a line; longer names are cut. */
  readonly columns: number
  readonly showsSignatures: boolean
}

interface Row {
  readonly name: string
  /** Undefined heads the rows of a contract. */
  readonly figures: GasFigures | undefined
}

const measures = ['min', 'median', 'mean', 'max', 'calls'] as const
const leastNameWidth = 12

/** Gas by contract and function, fitted to the width of a terminal. */
export function formatGasTable(
  contracts: readonly ContractGasUse[],
  { style, columns, showsSignatures }: GasTableOptions,
): string {
  const rows = contracts.flatMap((contract) => rowsOf(contract, showsSignatures))
  const cells = rows.map(({ figures }) =>
    measures.map((measure) => (figures === undefined ? '' : figures[measure].toLocaleString('en'))),
  )
  const widths = measures.map((title, index) =>
    Math.max(title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  )
  const numbersWidth = widths.reduce((sum, width) => sum + width + 2, 0)
  const longest = Math.max(leastNameWidth, ...rows.map(({ name }) => name.length))
  const nameWidth = Math.max(leastNameWidth, Math.min(longest, columns - numbersWidth))
  const numbers = (texts: readonly string[]): string =>
    texts.map((text, index) => `  ${text.padStart(widths[index] ?? 0)}`).join('')
  const head = style.dim(' '.repeat(nameWidth) + numbers(measures))
  const lines = rows.map(({ name, figures }, index) => {
    if (figures === undefined) return style.bold(cut(name, Math.max(columns, leastNameWidth)))
    return cut(name, nameWidth).padEnd(nameWidth) + numbers(cells[index] ?? [])
  })
  return [head, ...lines].join('\n')
}

function rowsOf(contract: ContractGasUse, showsSignatures: boolean): Row[] {
  const { contractName, sourceName, proxies, deployment, functions } = contract
  const behind = proxies.length === 0 ? '' : `, through ${proxies.join(', ')}`
  const size = deployment.sizeBytes.toLocaleString('en')
  return [
    { name: `${contractName} (${sourceName})${behind}`, figures: undefined },
    ...usedRows(deployment, `deployment (${size} bytes)`),
    ...functions.flatMap((one) => usedRows(one, shownName(one, functions, showsSignatures))),
  ]
}

/** What other contracts called has other gas than transactions: it has no costs of its own before it runs. */
function usedRows(
  { transactions, inner }: Pick<FunctionGasUse, 'transactions' | 'inner'>,
  name: string,
): Row[] {
  return [
    ...(transactions === undefined ? [] : [{ name: `  ${name}`, figures: transactions }]),
    ...(inner === undefined ? [] : [{ name: `  ↳ ${name}`, figures: inner }]),
  ]
}

/** With its parameters only where the name is not enough. */
function shownName(
  { signature }: FunctionGasUse,
  functions: readonly FunctionGasUse[],
  showsSignatures: boolean,
): string {
  const [name = ''] = signature.split('(')
  const isOverloaded =
    functions.filter((other) => other.signature.split('(')[0] === name).length > 1
  return showsSignatures || isOverloaded ? signature : name
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}
