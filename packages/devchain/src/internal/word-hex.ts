import { bytesToDigits, type Hex } from '@scaffold-evm/common'

/** A word as 32 bytes of hex. */
export function wordToHex(word: bigint): Hex {
  return `0x${word.toString(16).padStart(64, '0')}`
}

/** At most 32 big-endian bytes, as storage has them, as 32 bytes of hex. */
export function wordBytesToHex(bytes: Uint8Array): Hex {
  return `0x${bytesToDigits(bytes).padStart(64, '0')}`
}
