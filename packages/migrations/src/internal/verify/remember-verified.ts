import { isScaffoldError } from '@scaffold-evm/common'
import type { DeploymentRecord, DeploymentStore, VerifiedMatch } from '@scaffold-evm/project'
import type { VerificationResult } from '../../verifying/verify-report.js'

type Verified = Readonly<Record<string, Readonly<Record<string, VerifiedMatch>>>>

/** Writes down which services publish what. Gives what has to be said about it. */
export async function rememberVerified(
  store: DeploymentStore,
  results: readonly VerificationResult[],
): Promise<readonly string[]> {
  if (results.every(({ match }) => match === undefined)) return []
  try {
    await store.lock(async () => {
      const record = await store.read()
      if (record !== undefined) await update(store, record, results)
    })
    return []
  } catch (error) {
    if (!isScaffoldError(error, 'LOCK_HELD')) throw error
    return ['What was verified is not in the record: a migration is running']
  }
}

async function update(
  store: DeploymentStore,
  record: DeploymentRecord,
  results: readonly VerificationResult[],
): Promise<void> {
  const before: Verified = record.verified ?? {}
  const verified = results.reduce(add, before)
  if (JSON.stringify(verified) !== JSON.stringify(before)) {
    await store.write({ ...record, verified })
  }
}

function add(verified: Verified, { address, verifier, match }: VerificationResult): Verified {
  if (match === undefined || verifier === undefined) return verified
  const services = { ...verified[address], [verifier]: match }
  const sorted = Object.entries(services).sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...verified, [address]: Object.fromEntries(sorted) }
}
