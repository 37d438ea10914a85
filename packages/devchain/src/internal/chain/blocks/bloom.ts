import type { Log } from '@ethereumjs/evm'
import type { Crypto } from '../../crypto.js'
import { compact } from '../../state/copy.js'

const bloomBytes = 256

/** Of what goes into a filter, of whose hash little is needed. */
const hashWords = new Int32Array(8)
const hashBytes = new Uint8Array(hashWords.buffer)

/** The filter of no logs, one for all: never written to. */
const emptyBloom: Uint8Array = new Uint8Array(bloomBytes)

/** The bloom filter of addresses and topics of `logs` (Yellow Paper 4.3.1). */
export function logsBloom(logs: readonly Log[], crypto: Crypto): Uint8Array {
  if (logs.length === 0) return emptyBloom
  const bloom = new Uint8Array(bloomBytes)
  for (const [address, topics] of logs) {
    addToBloom(bloom, address, crypto)
    for (const topic of topics) addToBloom(bloom, topic, crypto)
  }
  return compact(bloom)
}

/** The filter of all that any of `blooms` has. */
export function joinBlooms(blooms: readonly Uint8Array[]): Uint8Array {
  const [first = emptyBloom, ...others] = blooms.filter((bloom) => bloom !== emptyBloom)
  if (others.length === 0) return first
  return first.map((byte, index) => others.reduce((sum, bloom) => sum | (bloom[index] ?? 0), byte))
}

function addToBloom(bloom: Uint8Array, bytes: Uint8Array, crypto: Crypto): void {
  crypto.keccak256To(bytes, hashWords, 0)
  for (let pair = 0; pair < 6; pair += 2) {
    const bit = (((hashBytes[pair] ?? 0) << 8) | (hashBytes[pair + 1] ?? 0)) & 2047
    const index = bloomBytes - 1 - (bit >> 3)
    bloom[index] = (bloom[index] ?? 0) | (1 << (bit & 7))
  }
}
