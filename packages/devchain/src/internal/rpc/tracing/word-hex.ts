import type { Hex } from '@scaffold-evm/common'

/** A word as 32 bytes of hex. */
export function wordToHex(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
