import type { Hex } from '@scaffold-evm/common'
import type { StepRecord } from '@scaffold-evm/project'
import { digestTransaction } from '../files/digest.js'
import type { ChainReader, MinedReceipt, NodeTransaction } from '../steps/chain-reader.js'

/** What a node knows of a transaction that was sent, or was to be. */
export type Standing =
  | { readonly status: 'mined'; readonly hash: Hex; readonly receipt: MinedReceipt }
  /** It waits to be mined; without a hash, something waits that has its nonce, and nobody can tell yet what. */
  | { readonly status: 'waiting'; readonly hash: Hex | undefined }
  /** The node has nothing, and the nonce is free: sent again with it, it can happen only once. */
  | { readonly status: 'absent' }
  /** It never happened and cannot any more: another transaction took its nonce. */
  | { readonly status: 'taken'; readonly by: NodeTransaction }
  /** Its nonce is used, and the node does not say by what: it is behind, or does not keep that much. */
  | { readonly status: 'unclear' }

/** A step as far as its transaction is concerned. */
export type SentStep = Pick<
  StepRecord,
  'from' | 'nonce' | 'digest' | 'transactionHash' | 'replaced' | 'afterBlock'
>

/** All transactions that were sent for a step, the latest first. */
export function hashesOf({ transactionHash, replaced = [] }: SentStep): readonly Hex[] {
  return transactionHash === undefined ? replaced : [transactionHash, ...replaced]
}

/** The first of a step's transactions that is in a block. */
export async function minedOf(
  step: SentStep,
  reader: ChainReader,
): Promise<Extract<Standing, { status: 'mined' }> | undefined> {
  for (const hash of hashesOf(step)) {
    const receipt = await reader.receipt(hash)
    if (receipt !== undefined) return { status: 'mined', hash, receipt }
  }
  return undefined
}

/**
 * Asks what became of a step's transaction: by its hashes, then by sender and nonce, since a node's own
 * account may have sent it without our learning the hash, and a wallet may have sent it again with a
 * higher fee.
 *
 * @param isOthers - Whether another step is known to have sent a transaction that looks the same.
 */
export async function lookUp(
  step: SentStep,
  reader: ChainReader,
  isOthers: (hash: Hex) => boolean,
): Promise<Standing> {
  const mined = await minedOf(step, reader)
  if (mined !== undefined) return mined
  for (const hash of hashesOf(step)) {
    if ((await reader.transaction(hash)) !== undefined) return { status: 'waiting', hash }
  }
  const { from, nonce } = step
  if ((await reader.nonce(from, 'latest')) > nonce) return userOfNonce(step, reader, isOthers)
  const isHeld = (await reader.nonce(from, 'pending')) > nonce
  return isHeld ? { status: 'waiting', hash: undefined } : { status: 'absent' }
}

async function userOfNonce(
  step: SentStep,
  reader: ChainReader,
  isOthers: (hash: Hex) => boolean,
): Promise<Standing> {
  const { from, nonce, afterBlock = 0 } = step
  const recent = await reader.transactionByNonce(from, nonce, afterBlock)
  // A chain that was reorganised may hold it earlier than it was sent.
  const by =
    recent ?? (afterBlock > 0 ? await reader.transactionByNonce(from, nonce, 0) : undefined)
  if (by === undefined) return { status: 'unclear' }
  const isOurs = hashesOf(step).includes(by.hash) || digestTransaction(by) === step.digest
  if (!isOurs || isOthers(by.hash)) return { status: 'taken', by }
  const receipt = await reader.receipt(by.hash)
  if (receipt === undefined) return { status: 'waiting', hash: by.hash }
  return { status: 'mined', hash: by.hash, receipt }
}
