import type { Log } from '@ethereumjs/evm'
import type { Crypto } from '../../crypto.js'

const bloomBytes = 256

/** The bloom filter of addresses and topics of `logs` (Yellow Paper 4.3.1). */
export function logsBloom(logs: readonly Log[], crypto: Crypto): Uint8Array {
  const bloom = new Uint8Array(bloomBytes)
  for (const [address, topics] of logs) {
    addToBloom(bloom, crypto.keccak256(address))
    for (const topic of topics) addToBloom(bloom, crypto.keccak256(topic))
  }
  return bloom
}

/** Adds all that `bloom` has to `target`. */
export function mergeBloom(target: Uint8Array, bloom: Uint8Array): void {
  for (let index = 0; index < bloomBytes; index++) {
    target[index] = (target[index] ?? 0) | (bloom[index] ?? 0)
  }
}

function addToBloom(bloom: Uint8Array, hash: Uint8Array): void {
  for (let pair = 0; pair < 6; pair += 2) {
    const bit = (((hash[pair] ?? 0) << 8) | (hash[pair + 1] ?? 0)) & 2047
    const index = bloomBytes - 1 - (bit >> 3)
    bloom[index] = (bloom[index] ?? 0) | (1 << (bit & 7))
  }
}
