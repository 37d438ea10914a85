import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { isScaffoldError } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from './devchain.js'
import type { LoopbackClient } from './internal/warm-up/loopback-client.js'
import { type Ask, sendTransfer, token, tokenCode } from './internal/warm-up/transfers.js'

/** V8 throws away much of what it made for the first chain when there is a second, and keeps it from the third on. */
const chainCount = 5
/** Of each chain. What comes after the last of them V8 sees for the first time. */
const transactionCount = 200

const from = '0x1a642f0e3c3af545e7acbd38b07251b3990914f1'
const account = { privateKey: `0x${'01'.repeat(32)}`, balanceWei: 10n ** 21n } as const

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
 * Serves small chains of its own on ports of the loopback address and sends transactions to them, so that V8 has
 * compiled what a node runs before it is asked for: the first hundreds of transactions of another chain take a third
 * less. About a second of work, in pieces of a millisecond, between which the process does whatever else there is.
 */
export async function warmUp({ signal, isIdle = () => true }: WarmUpOptions = {}): Promise<void> {
  const isOver = (): boolean => signal?.aborted === true
  const untilIdle = async (): Promise<void> => {
    await turn()
    while (!isIdle() && !isOver()) await sleep(pauseMs)
  }
  for (let made = 0; made < chainCount && !isOver(); made += 1) {
    await untilIdle()
    await serveTransfers(async (send) => {
      for (let sent = 0; sent < transactionCount && !isOver(); sent += 1) {
        await untilIdle()
        await send(sent)
      }
    })
  }
}

/** Serves a chain while `action` sends transfers to it. */
async function serveTransfers(
  action: (send: (index: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const chain = await createDevchain({ accounts: [account] })
  try {
    await chain.setCode(token, tokenCode)
    const client = await connectIfPossible(chain)
    const ask: Ask = (method, params) =>
      client === undefined ? chain.request({ method, params }) : client.request(method, params)
    await action((index) => sendTransfer(ask, from, index))
    client?.close()
  } finally {
    await chain.close()
  }
}

/** Undefined where a process may not listen or connect to itself. */
async function connectIfPossible(chain: Devchain): Promise<LoopbackClient | undefined> {
  const { LoopbackClient } = await import('./internal/warm-up/loopback-client.js')
  try {
    // A node hears of every request, too.
    const server = await chain.listen({ port: 0, onRequest: () => undefined })
    return await LoopbackClient.connect(server)
  } catch (error) {
    const isSystemError = error instanceof Error && 'syscall' in error
    if (isSystemError || isScaffoldError(error, 'LISTEN_FAILED')) return undefined
    throw error
  }
}
