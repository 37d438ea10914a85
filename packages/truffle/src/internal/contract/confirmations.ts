import type { Web3Receipt } from '../rpc/receipt.js'
import { request } from './chain-access.js'
import type { ContractClass } from './contract-class.js'
import type { PromiEvent } from './promi-event.js'

/** As many as web3 tells of. */
const lastConfirmation = 24
const pauseMs = 100

/** Tells who listens of the blocks on top of a transaction's. Where nobody does, nobody asks the node. */
export function tellConfirmations(
  contract: ContractClass,
  promiEvent: PromiEvent<unknown>,
  receipt: Web3Receipt,
): void {
  if (promiEvent.listeners('confirmation').length === 0) return
  follow(contract, promiEvent, receipt).catch(() => {
    // The chain is gone: there will be no more blocks.
  })
}

/** The first is the transaction's own block, which web3 counts as 1. */
async function follow(
  contract: ContractClass,
  promiEvent: PromiEvent<unknown>,
  receipt: Web3Receipt,
): Promise<void> {
  for (let confirmation = 1; confirmation <= lastConfirmation; ) {
    await pause()
    const latest = (await request(contract, 'eth_getBlockByNumber', 'latest', false)) as {
      readonly number: string
      readonly hash: string
    }
    const mined = Number(latest.number) - receipt.blockNumber + 1
    while (confirmation <= Math.min(mined, lastConfirmation)) {
      promiEvent.emit('confirmation', confirmation, receipt, latest.hash)
      confirmation += 1
    }
  }
}

/** Does not keep the process alive. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, pauseMs).unref()
  })
}
