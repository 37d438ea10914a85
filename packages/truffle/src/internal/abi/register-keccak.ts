import { keccak256 } from 'ethers'

type Keccak256 = (data: Uint8Array) => Uint8Array

let registered: Keccak256 | undefined

/**
 * Has everything here hashed by what a chain in this process has loaded anyway: WebAssembly, several times faster than
 * the JavaScript that it takes the place of.
 */
export function registerKeccak(hash: Keccak256): void {
  registered = hash
  keccak256.register(hash)
}

/** What was registered last. */
export function registeredKeccak(): Keccak256 | undefined {
  return registered
}
