import type { DeploymentRecord } from '@scaffold-evm/project'
import { nodeBehindError } from '../../errors/recovery.js'
import type { ChainReader } from '../steps/chain-reader.js'
import { pause } from '../steps/pause.js'
import { applyDisplacements } from './apply-displacements.js'
import { inBatches } from './in-batches.js'
import { finalDepth, type Survey, surveySteps } from './survey.js'
import { tellDisplacements } from './tell-displacements.js'

/** What a record is worth on the chain that answers. */
export type Recovered =
  | {
      readonly status: 'known'
      readonly record: DeploymentRecord
      readonly notes: readonly string[]
    }
  /** Nothing of it is there: it is of another chain. */
  | { readonly status: 'changed'; readonly found: string }

/** Whose record it is. */
export interface RecoveryContext {
  readonly network: string
  /** A chain that people start anew and wind back as they like. What it says counts at once. */
  readonly isDevelopment: boolean
  readonly isReset: boolean
}

/** How often a node that knows less than the record is asked again: some 4 s. */
const patience = 9

/** Names of contracts whose address has no code. */
async function emptyContracts(
  { contracts }: DeploymentRecord,
  reader: ChainReader,
): Promise<readonly string[]> {
  const entries = Object.entries(contracts)
  const found = await inBatches(entries, async ([name, { address }]) =>
    (await reader.hasCode(address)) ? [] : [name],
  )
  return found.flat()
}

/** Whether nothing that was recorded is known of: no transaction, or, of contracts that came without any, no code. */
async function isUnknown(
  record: DeploymentRecord,
  { count, displaced }: Survey,
  reader: ChainReader,
): Promise<boolean> {
  const isKnown = ({ status }: (typeof displaced)[number]): boolean =>
    status === 'moved' || status === 'waiting' || status === 'failed'
  if (count > 0) return displaced.length === count && !displaced.some(isKnown)
  const contracts = Object.values(record.contracts)
  const known = await inBatches(contracts, async ({ transactionHash, address }) =>
    transactionHash === undefined
      ? reader.hasCode(address)
      : (await reader.receipt(transactionHash)) !== undefined,
  )
  return contracts.length > 0 && !known.includes(true)
}

function highestBlock({ displaced }: Survey): number {
  return displaced.reduce((highest, { step }) => Math.max(highest, step.blockNumber ?? 0), 0)
}

function lowestBlock({ displaced }: Survey): number {
  return displaced.reduce(
    (lowest, { step }) => Math.min(lowest, step.blockNumber ?? 0),
    Number.POSITIVE_INFINITY,
  )
}

function missing({ displaced }: Survey): Survey['displaced'] {
  return displaced.filter(({ status }) => status !== 'moved')
}

/** Looks at recent steps, and at all of them when contracts are not there; a node that is behind is waited for. */
async function survey(
  record: DeploymentRecord,
  reader: ChainReader,
  empty: readonly string[],
  isDevelopment: boolean,
): Promise<{ readonly survey: Survey; readonly isBehind: boolean }> {
  for (let round = 0; ; round++) {
    const head = await reader.blockNumber()
    const isAll = isDevelopment || empty.length > 0
    const found = await surveySteps(record, reader, isAll ? 0 : head - finalDepth)
    const isUnclear = found.displaced.some(({ status }) => status === 'unclear')
    const isBehind =
      isUnclear || (!isDevelopment && missing(found).length > 0 && head < highestBlock(found))
    if (!isBehind || round >= patience) return { survey: found, isBehind }
    await pause(round, undefined)
  }
}

function changed(record: DeploymentRecord): Recovered {
  const names = Object.keys(record.contracts)
  const what =
    names.length === 0
      ? 'transactions are recorded, and the chain knows nothing of them'
      : `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} recorded, and the chain knows nothing of ${names.length === 1 ? 'it' : 'them'}`
  return { status: 'changed', found: what }
}

/** Contracts that are gone although what deployed them is there. */
function tellEmpty(
  record: DeploymentRecord,
  empty: readonly string[],
  { displaced }: Survey,
): readonly string[] {
  const open = new Set(displaced.map(({ file }) => file))
  return empty.flatMap((name) => {
    const contract = record.contracts[name]
    if (contract === undefined || open.has(contract.migration)) return []
    return [
      `${name} has no code at ${contract.address} any more: it destroyed itself, or the chain was changed by hand. It is not deployed again by itself`,
    ]
  })
}

/**
 * A record as it is true on the chain that answers.
 *
 * @throws `MIGRATION_NODE_BEHIND` when the node knows less than the record, and waiting does not help.
 */
export async function recoverRecord(
  record: DeploymentRecord,
  reader: ChainReader,
  context: RecoveryContext,
): Promise<Recovered> {
  const { network, isDevelopment, isReset } = context
  const empty = await emptyContracts(record, reader)
  const { survey: found, isBehind } = await survey(record, reader, empty, isDevelopment)
  const isTotal = await isUnknown(record, found, reader)
  if (isTotal && isDevelopment) return changed(record)
  const head = isTotal ? await reader.blockNumber() : 0
  // A chain that lost all of it and went on for long is no reorganisation.
  if (isTotal && (isBehind || found.count === 0 || head - lowestBlock(found) > finalDepth)) {
    return changed(record)
  }
  if (isBehind && !isReset) {
    const { file, id, step } = missing(found)[0] ?? {}
    const where = `"${id}" of ${file} is recorded in block ${step?.blockNumber}`
    throw nodeBehindError(network, `${where}, and it does not know of it`)
  }
  return {
    status: 'known',
    record: applyDisplacements(record, found.displaced),
    notes: [...tellDisplacements(found.displaced), ...tellEmpty(record, empty, found)],
  }
}
