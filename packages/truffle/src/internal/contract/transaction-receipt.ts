import { formatReceipt, type Web3Receipt } from '../rpc/receipt.js'
import { request } from './chain-access.js'
import type { ContractClass } from './contract-class.js'

const firstPauseMs = 10
const longestPauseMs = 1000
const timeoutMs = 750_000
const defaultTimeoutBlocks = 50

/**
 * The receipt of a transaction, as soon as it is mined: at once where blocks are made at once.
 *
 * @throws web3's error after 750 seconds, or after `timeoutBlocks` blocks when that is more than web3's 50
 */
export async function waitForReceipt(contract: ContractClass, hash: string): Promise<Web3Receipt> {
  const deadline = createDeadline(contract)
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    const receipt = await request(contract, 'eth_getTransactionReceipt', hash)
    if (isMined(receipt)) return formatReceipt(receipt)
    await deadline()
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

function isMined(receipt: unknown): receipt is Record<string, unknown> {
  return typeof receipt === 'object' && receipt !== null && 'blockHash' in receipt
}

function createDeadline(contract: ContractClass): () => Promise<void> {
  const blocks = contract.timeoutBlocks ?? 0
  return blocks > defaultTimeoutBlocks
    ? createBlockDeadline(contract, blocks)
    : createTimeDeadline()
}

function createTimeDeadline(): () => Promise<void> {
  const startMs = Date.now()
  return async () => {
    if (Date.now() - startMs > timeoutMs) throw notMined(`${timeoutMs / 1000} seconds`)
  }
}

function createBlockDeadline(contract: ContractClass, blocks: number): () => Promise<void> {
  let first: number | undefined
  return async () => {
    const latest = Number(await request(contract, 'eth_blockNumber'))
    first ??= latest
    if (latest - first > blocks) throw notMined(`${blocks} blocks`)
  }
}

function notMined(time: string): Error {
  return new Error(
    `Transaction was not mined within ${time}, please make sure your transaction was properly sent. Be aware that it might still be mined!`,
  )
}
