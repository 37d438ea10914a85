import { isScaffoldError } from '@scaffold-evm/common'
import type { DeployedContract, Project } from '@scaffold-evm/project'
import { digestCode } from './digest.js'
import type { Journal } from './journal.js'

async function hasChanged(contract: DeployedContract, project: Project): Promise<boolean> {
  if (contract.codeDigest === undefined) return false
  try {
    const artifact = await project.artifacts.get(contract.contract)
    return digestCode(artifact.bytecode) !== contract.codeDigest
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
    if (!(await hasChanged(contract, project))) continue
    const number = Number.parseInt(contract.migration, 10)
    warn(
      `${name} has changed since ${contract.migration} deployed it; the deployed one is kept. ` +
        `To deploy it anew, write a new migration, or run "scaffold migrate --reset --from ${number}"`,
    )
  }
}
