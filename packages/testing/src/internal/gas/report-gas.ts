import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { createStyle, type Reporter, type Style } from '@scaffold-evm/common'
import type { Project } from '@scaffold-evm/project'
import type { ContractGasUse } from '../../gas-report.js'
import { isRecord } from '../guards.js'
import { formatGasTable } from './gas-table.js'

/** Of lines that are no terminal's. */
const defaultColumns = 100

/** Prints what calls took, and writes it where the config or `file` says. */
export async function reportGas(
  contracts: readonly ContractGasUse[],
  { root, config }: Pick<Project, 'root' | 'config'>,
  {
    output,
    file = config.gas.reportFile,
  }: { readonly output: Reporter; readonly file?: string | undefined },
): Promise<void> {
  const text = (style: Style, columns: number): string =>
    [
      `Gas ${buildOf(config.solidity.settings)}`,
      '',
      contracts.length === 0
        ? 'No contract of the project was deployed or called by a transaction.'
        : formatGasTable(contracts, { style, columns, ...config.gas }),
      ...(hasInner(contracts)
        ? ['', '↳ by other contracts: without the costs of a transaction']
        : []),
    ].join('\n')
  output.line()
  output.line(text(output.style, output.columns ?? defaultColumns))
  if (file === undefined) return
  const content = file.endsWith('.json')
    ? JSON.stringify(contracts, undefined, 2)
    : text(createStyle(false), defaultColumns)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${content}\n`)
  output.info(`Gas is in ${relative(root, file)}`)
}

/** How contracts were compiled, as far as gas depends on it. */
function buildOf(settings: Project['config']['solidity']['settings']): string {
  const { viaIR } = settings
  const optimizer = isRecord(settings.optimizer) ? settings.optimizer : {}
  const optimized =
    optimizer.enabled === true ? `optimizer, ${String(optimizer.runs ?? 200)} runs` : 'no optimizer'
  return `(${optimized}${viaIR === true ? ', via IR' : ''})`
}

function hasInner(contracts: readonly ContractGasUse[]): boolean {
  return contracts.some(({ deployment, functions }) =>
    [deployment, ...functions].some(({ inner }) => inner !== undefined),
  )
}
