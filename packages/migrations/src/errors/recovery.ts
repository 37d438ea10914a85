import { ScaffoldError } from '@scaffold-evm/common'
import type { StepPlace } from './step-place.js'

/** What to do when only time, or another node, can tell. */
const laterHint =
  'Nothing is sent twice: migrate again later, or with a node that is up to date and keeps old states'

/** A nonce that was used by something that the node does not tell. */
export function nonceUnclearError(
  place: StepPlace,
  step: { readonly from: string; readonly nonce: number },
): ScaffoldError {
  const { from, nonce } = step
  return new ScaffoldError({
    code: 'MIGRATION_NONCE_UNCLEAR',
    message: `${place.file}: nonce ${nonce} of ${from} is used, and the node does not say whether by ${place.step}`,
    hint: laterHint,
    data: { ...place, from, nonce },
  })
}

/** A transaction that waits for longer than the network's `receiptTimeoutMs`. */
export function notMinedError(
  place: StepPlace,
  waiting: { readonly what: string; readonly seconds: number; readonly recordPath?: string },
): ScaffoldError {
  const { what, seconds } = waiting
  return new ScaffoldError({
    code: 'MIGRATION_NOT_MINED',
    message: `${place.file}: ${place.step}: ${what} is not mined after ${seconds} s`,
    hint: 'It may be mined yet. Migrate again: it is looked for first. `receiptTimeoutMs` of the network says how long to wait',
    data: { ...place, ...waiting },
  })
}

/** A node that does not know yet what the record, or another node, knows. */
export function nodeBehindError(network: string, found: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NODE_BEHIND',
    message: `The node of network "${network}" is behind: ${found}`,
    hint: `${laterHint}. If the chain went back for good, "scaffold migrate --reset" begins anew`,
    data: { network, found },
  })
}
