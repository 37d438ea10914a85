import type { Eip1193Provider } from '@scaffold-evm/common'
import type { DeploymentRecord } from '@scaffold-evm/project'
import { ChainReader } from '../internal/steps/chain-reader.js'
import { checkChain } from '../internal/verify-journal/check-chain.js'
import { checkRecord, stepsOf } from '../internal/verify-journal/check-record.js'
import { findDuplicates } from '../internal/verify-journal/find-duplicates.js'
import type { JournalReport } from '../run/journal-report.js'

/** How thorough a verification is. */
export interface VerifyJournalOptions {
  /**
   * Looks for deployments that were sent once more than recorded, too: a dozen requests for every
   * transaction of the accounts since the first recorded one. What `--reset` had forgotten is among them.
   * @default false
   */
  readonly duplicates?: boolean
}

/**
 * Holds a record against itself and against the chain: each confirmed transaction is there, with the
 * recorded sender, nonce, content and block; each contract has code; no two steps share a nonce or a
 * transaction. Reads only.
 *
 * @example
 * const record = await connection.deployments.read()
 * const { problems } = await verifyJournal(record, connection.provider)
 */
export async function verifyJournal(
  record: DeploymentRecord,
  provider: Eip1193Provider,
  options: VerifyJournalOptions = {},
): Promise<JournalReport> {
  const reader = new ChainReader(provider)
  const steps = stepsOf(record).filter(({ step }) => step.status === 'confirmed')
  const duplicates = options.duplicates === true ? await findDuplicates(record, reader) : []
  return {
    network: record.network,
    problems: [...checkRecord(record), ...(await checkChain(record, reader)), ...duplicates],
    checked: { steps: steps.length, contracts: Object.keys(record.contracts).length },
  }
}
