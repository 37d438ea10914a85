import { isRecord } from '../is-record.js'
import { parseRecord } from './codec/json-record.js'

/** What a chain was made with, as its file says. */
export interface OriginText {
  readonly chainId: bigint
  readonly hardfork: string
  /** The hash of its first block, hex. */
  readonly firstHash: string
  readonly fork: { readonly url: string; readonly blockNumber: bigint } | undefined
}

/** Reads the JSON that a file's first operation has. */
export function readOrigin(text: string): OriginText {
  const { chainId, hardfork, firstHash, fork } = parseRecord(text)
  return {
    chainId: BigInt(String(chainId)),
    hardfork: String(hardfork),
    firstHash: String(firstHash),
    fork: isRecord(fork)
      ? { url: String(fork['url']), blockNumber: BigInt(String(fork['blockNumber'])) }
      : undefined,
  }
}
