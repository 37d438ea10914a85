import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { isScaffoldError } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from './devchain.js'
import { type Client, privateKey, Transfers } from './internal/warm-up/transfers.js'

/** What a round of warming up asks, and how. */
interface Round {
  /** Of transfers, on a chain of their own. */
  readonly count: number
  readonly connect: (chain: Devchain) => Client | Promise<Client>
}

/**
 * V8 throws away much of what it made for the first chain when there is a second, and keeps it from the third on. What
 * serves them comes after what runs them: it takes longer, and gains less.
 */
const rounds: readonly Round[] = [
  ...Array<Round>(3).fill({ count: 60, connect: connectInProcess }),
  ...Array<Round>(5).fill({ count: 200, connect: connectOverHttp }),
]

/** Of transfers: more of them gain nothing before there are hundreds. */
const briefCount = 20

const account = { privateKey, balanceWei: 10n ** 21n } as const

/** When to warm up. */
export interface WarmUpOptions {
  /** Ends it. */
  readonly signal?: AbortSignal | undefined
  /** Whether there is nothing better to do; asked before each transaction. @default always */
  readonly isIdle?: () => boolean
}

/** Until it is asked again whether there is something better to do: asking takes of the time of that. */
const pauseMs = 20

/**
 * Sends transactions on small chains of its own, most of which it serves on ports of the loopback address, so that V8
 * has compiled what a node runs before it is asked for: the first hundreds of transactions of another chain take a third
 * less. A good second of work, in pieces of a millisecond, between which the process does whatever else there is.
 */
export async function warmUp({ signal, isIdle = () => true }: WarmUpOptions = {}): Promise<void> {
  const isOver = (): boolean => signal?.aborted === true
  const untilIdle = async (): Promise<void> => {
    await turn()
    while (!isIdle() && !isOver()) await sleep(pauseMs)
  }
  for (const { count, connect } of rounds) {
    if (isOver()) return
    await untilIdle()
    await runRound(connect, async (transfers) => {
      for (let sent = 0; sent < count && !isOver(); sent += 1) {
        await untilIdle()
        await transfers.send()
      }
    })
  }
}

/**
 * Sends a few transactions on a chain of its own, without a pause: the first hundred of another chain take a fifth less.
 * For who is about to serve one: it takes 25 ms.
 */
export async function warmUpBriefly(): Promise<void> {
  await runRound(connectInProcess, async (transfers) => {
    for (let sent = 0; sent < briefCount; sent += 1) await transfers.send()
  })
}

/** Makes a chain that `action` sends transfers on. */
async function runRound(
  connect: Round['connect'],
  action: (transfers: Transfers) => Promise<void>,
): Promise<void> {
  const chain = await createDevchain({ accounts: [account] })
  try {
    const client = await connect(chain)
    await action(await Transfers.create(client))
    client.close()
  } finally {
    await chain.close()
  }
}

function connectInProcess(chain: Devchain): Client {
  return {
    request: (method, params) => chain.request({ method, params }),
    close: () => undefined,
  }
}

/** Where a process may not listen or connect to itself, in the process after all. */
async function connectOverHttp(chain: Devchain): Promise<Client> {
  const { LoopbackClient } = await import('./internal/warm-up/loopback-client.js')
  try {
    // A node hears of every request, too.
    const server = await chain.listen({ port: 0, onRequest: () => undefined })
    return await LoopbackClient.connect(server)
  } catch (error) {
    const isSystemError = error instanceof Error && 'syscall' in error
    if (isSystemError || isScaffoldError(error, 'LISTEN_FAILED')) {
      return connectInProcess(chain)
    }
    throw error
  }
}
