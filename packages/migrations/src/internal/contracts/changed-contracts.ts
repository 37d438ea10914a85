import { isScaffoldError } from '@scaffold-evm/common'
import type { DeployedContract, Project } from '@scaffold-evm/project'
import { digestCode } from '../files/digest.js'
import type { Journal } from '../journal/journal.js'

/** Whether the project has other code for a contract than what was deployed of it. */
export async function hasChanged(
  deployed: Pick<DeployedContract, 'contract' | 'codeDigest'>,
  project: Project,
): Promise<boolean> {
  if (deployed.codeDigest === undefined) return false
  try {
    const artifact = await project.artifacts.get(deployed.contract)
    return digestCode(artifact.bytecode) !== deployed.codeDigest
  } catch (error) {
    // A contract that is not in the project any more stays deployed.
    if (isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return false
    throw error
  }
}

/** Says which recorded contracts have other code in the project now: they are not deployed again by themselves. */
export async function warnOfChangedContracts(
  project: Project,
  journal: Journal,
  warn: (text: string) => void,
): Promise<void> {
  for (const [name, contract] of Object.entries(journal.record.contracts)) {
    // What is behind a proxy is upgraded by its migration.
    if (contract.proxy !== undefined || !(await hasChanged(contract, project))) continue
    warn(
      `${name} has changed since ${contract.migration} deployed it; the deployed one is kept. ` +
        `To deploy it anew, together with what uses it, run "scaffold migrate --replace ${name}"`,
    )
  }
}
