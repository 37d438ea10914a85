import { hasMethod } from '../guards.js'
import { toQuantity } from './quantities.js'

/** A transaction for one of the blocks that a reorg makes. */
export interface ReorgTransaction {
  /** What to send, as ethers takes it, or a signed transaction. */
  readonly transaction: string | Readonly<Record<string, unknown>>
  /** 0 is the first of the new blocks. @default 0 */
  readonly blockOffset?: number
}

/** anvil's pairs of a transaction and the offset of its block. */
export async function toReorgPairs(
  transactions: readonly ReorgTransaction[],
): Promise<readonly (readonly [unknown, number])[]> {
  return Promise.all(
    transactions.map(
      async ({ transaction, blockOffset = 0 }) =>
        [
          typeof transaction === 'string' ? transaction : await toRequest(transaction),
          blockOffset,
        ] as const,
    ),
  )
}

/** The transaction as JSON-RPC has it. */
async function toRequest(
  transaction: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { gasLimit, ...fields } = transaction
  const named = gasLimit === undefined ? fields : { gas: gasLimit, ...fields }
  const entries = Object.entries(named).map(async ([key, value]) => [key, await toField(value)])
  return Object.fromEntries(await Promise.all(entries))
}

async function toField(value: unknown): Promise<unknown> {
  if (typeof value === 'bigint' || typeof value === 'number') return toQuantity(value)
  return hasMethod(value, 'getAddress') ? value.getAddress() : value
}
