import type { Hex } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from '../src/devchain.js'
import type { DevchainOptions } from '../src/options.js'

/** Machines that build and test at once are slow. */
const testTimeoutMs = 20_000

/** A chain that prints nothing and is closed after the suite. */
export function useDevchain(options: DevchainOptions = {}): () => Devchain {
  let chain: Devchain | undefined
  before(async function () {
    this.timeout(testTimeoutMs)
    chain = await createDevchain({ logger: () => undefined, ...options })
  })
  beforeEach(function () {
    this.currentTest?.timeout(testTimeoutMs)
  })
  after(() => chain?.close())
  return () => {
    if (chain === undefined) throw new TypeError('The chain is made before the tests run')
    return chain
  }
}

/** Sends one request. */
export async function send(
  chain: Devchain,
  method: string,
  ...params: unknown[]
): Promise<unknown> {
  return await chain.request({ method, params })
}

/** What a request is rejected with; fails when it is not. */
export async function rejection(
  chain: Devchain,
  method: string,
  ...params: unknown[]
): Promise<{ code: number; message: string; data?: unknown; transactionHash?: Hex }> {
  let result: unknown
  try {
    result = await send(chain, method, ...params)
  } catch (error) {
    // Everything that a provider rejects with has these fields, as the assertions then show.
    return error as { code: number; message: string }
  }
  throw new TypeError(`${method} was answered: ${JSON.stringify(result)}`)
}

/** The address of the account at an index. */
export function accountOf(chain: Devchain, index: number): Hex {
  return chain.accounts[index]?.address ?? '0x'
}
