import { nodeBehindError } from '../../errors/recovery.js'
import { pause } from './pause.js'
import type { StepRequest } from './step.js'
import type { StepContext } from './step-context.js'

/** How often a node that is behind is asked again: some 10 s. */
const patience = 14

/** The lowest nonce that is free as far as the record and this run know. */
function leastFree(from: string, { journal, usedNonces }: StepContext): number {
  const used = usedNonces.get(from.toLowerCase()) ?? -1
  return Math.max(journal.highestNonce(from), used) + 1
}

/**
 * The nonce of a step that is sent for the first time. A node that stands behind others of its kind may
 * not know of the step before: it is waited for.
 *
 * @throws `MIGRATION_NODE_BEHIND`.
 */
export async function chooseNonce(request: StepRequest, context: StepContext): Promise<number> {
  const { from, fields } = request
  if (fields.nonce !== undefined) return Number(fields.nonce)
  const least = leastFree(from, context)
  for (let round = 0; round < patience; round++) {
    const next = await context.reader.nonce(from, 'pending')
    if (next >= least) return next
    await pause(round, context.signal)
  }
  const found = `nonce ${least - 1} of ${from} is recorded as used, and the node does not know of it`
  throw nodeBehindError(context.connection.networkName, found)
}
