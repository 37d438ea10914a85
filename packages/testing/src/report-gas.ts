import type { Reporter } from '@scaffold-evm/common'
import type { Project } from '@scaffold-evm/project'
import type { ContractGas } from '@scaffold-evm/trace'
import type { ContractGasUse } from './gas-report.js'

/** Prints and writes, as the config of `project` says, what another runner has measured. */
export async function reportMeasuredGas(
  contracts: readonly ContractGas[],
  project: Pick<Project, 'root' | 'config'>,
  options: { readonly output: Reporter; readonly file?: string | undefined },
): Promise<readonly ContractGasUse[]> {
  const [{ toGasUse }, { reportGas }] = await Promise.all([
    import('./internal/gas/gas-figures.js'),
    import('./internal/gas/report-gas.js'),
  ])
  const used = contracts.map(toGasUse)
  await reportGas(used, project, options)
  return used
}
