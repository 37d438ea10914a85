import { setTimeout as sleep } from 'node:timers/promises'
import type { Hex } from '@scaffold-evm/common'
import type { StepRecord } from '@scaffold-evm/project'
import type { ChainReader } from './chain-reader.js'
import { digestTransaction } from './digest.js'

/** What became of a transaction that an earlier run sent and did not see mined. */
export type SentTransaction =
  /** The node has it, mined or waiting. */
  | { readonly status: 'found'; readonly hash: Hex }
  /** It never happened and cannot any more. */
  | { readonly status: 'lost' }
  /** Its nonce is still free: sent again with it, it can happen only once. */
  | { readonly status: 'resend'; readonly nonce: number }

/**
 * Looks for a transaction by its hash, then by its sender and nonce: a node's own account may have
 * sent it without our learning the hash, and a wallet may have sent it again with a higher fee.
 */
export async function findSent(
  step: StepRecord,
  reader: ChainReader,
  signal: AbortSignal | undefined,
): Promise<SentTransaction> {
  const { transactionHash: hash, from, nonce } = step
  if (hash !== undefined) {
    const isKnown =
      (await reader.receipt(hash)) !== undefined || (await reader.transaction(hash)) !== undefined
    if (isKnown) return { status: 'found', hash }
  }
  await untilMined(step, reader, signal)
  if ((await reader.nonce(from, 'latest')) <= nonce) return { status: 'resend', nonce }
  const mined = await reader.transactionByNonce(from, nonce)
  const isOurs = mined !== undefined && digestTransaction(mined) === step.digest
  return isOurs ? { status: 'found', hash: mined.hash } : { status: 'lost' }
}

/** A transaction with our nonce waits in the node's pool: whatever it is, it decides. */
async function untilMined(
  step: StepRecord,
  reader: ChainReader,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    const mined = await reader.nonce(step.from, 'latest')
    const known = await reader.nonce(step.from, 'pending')
    if (mined > step.nonce || known <= step.nonce) return
    await sleep(500, undefined, { signal })
  }
}
