import { keccak256 } from 'ethers'

/**
 * Has everything here hashed by what a chain in this process has loaded anyway: WebAssembly, several times faster than
 * the JavaScript that it takes the place of.
 */
export function registerKeccak(hash: (data: Uint8Array) => Uint8Array): void {
  keccak256.register(hash)
}
