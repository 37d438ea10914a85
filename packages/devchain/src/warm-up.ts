import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Hex } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from './devchain.js'

/** V8 throws away much of what it made for the first chain when there is a second, and keeps it from the third on. */
const chainCount = 3
/** Of each chain. Fewer leave much that is not compiled, more gain little. */
const transactionCount = 60

const account = { privateKey: `0x${'01'.repeat(32)}`, balanceWei: 10n ** 21n } as const
const token: Hex = `0x${'02'.repeat(20)}`
/** A selector and a recipient. */
const transfer: Hex = `0x${'03'.repeat(36)}`

/** Counts up the slots of the caller and of the recipient and logs both: as much as a transfer of a token does. */
const tokenCode: Hex = `0x${[
  ['33', '54', '6001', '01', '33', '55'],
  ['6004', '35', '54', '6001', '01', '6004', '35', '55'],
  ['6004', '35', '33', '6007', '6020', '6000', 'a3'],
  ['6001', '6000', '52', '6020', '6000', 'f3'],
]
  .flat()
  .join('')}`

/** When to warm up. */
export interface WarmUpOptions {
  /** Ends it. */
  readonly signal?: AbortSignal | undefined
  /** Whether there is nothing better to do; asked before each transaction. @default always */
  readonly isIdle?: () => boolean
}

/** Until it is asked again whether there is something better to do. */
const pauseMs = 5

/**
 * Sends transactions on small chains of its own, so that V8 has compiled what a chain runs before it is
 * asked for: the first hundreds of transactions of another chain take a quarter less. Some 0.15 s of work,
 * in pieces of less than a millisecond, between which the process does whatever else there is.
 */
export async function warmUp({ signal, isIdle = () => true }: WarmUpOptions = {}): Promise<void> {
  const isOver = (): boolean => signal?.aborted === true
  const untilIdle = async (): Promise<void> => {
    await turn()
    while (!isIdle() && !isOver()) await sleep(pauseMs)
  }
  for (let made = 0; made < chainCount && !isOver(); made += 1) {
    await untilIdle()
    const chain = await createDevchain({ accounts: [account] })
    await chain.setCode(token, tokenCode)
    for (let sent = 0; sent < transactionCount && !isOver(); sent += 1) {
      await untilIdle()
      await sendTransfer(chain)
    }
    await chain.close()
  }
}

async function sendTransfer(chain: Devchain): Promise<void> {
  const from = chain.accounts[0]?.address
  const transaction = { from, to: token, gas: '0x100000', data: transfer }
  const hash = await chain.request({ method: 'eth_sendTransaction', params: [transaction] })
  await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
}
