import { bytesToDigits, type Hex } from '@scaffold-evm/common'

/** An address with the letters of EIP-55. */
export function checksummed(address: Uint8Array, keccak256: (data: Uint8Array) => Uint8Array): Hex {
  const digits = bytesToDigits(address)
  const hash = bytesToDigits(keccak256(Buffer.from(digits)))
  const mixed = [...digits].map((digit, index) =>
    Number.parseInt(hash[index] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit,
  )
  return `0x${mixed.join('')}`
}
