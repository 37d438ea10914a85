import { loadCrypto } from './internal/crypto.js'

/**
 * The keccak-256 that chains hash with: WebAssembly where the host has it, several times faster than plain
 * JavaScript and fast from the first call. A process compiles it once, with its first chain.
 */
export async function loadKeccak256(): Promise<(data: Uint8Array) => Uint8Array> {
  return (await loadCrypto()).keccak256
}
