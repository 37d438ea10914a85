import { keccak256 } from '@scaffold-evm/project/ethers'

/** The 32 bytes of a hash. */
export function keccakBytes(data: Uint8Array): Uint8Array {
  return Uint8Array.from(Buffer.from(keccak256(data).slice(2), 'hex'))
}
