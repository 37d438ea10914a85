import { requireUntouched } from '../modules/require-untouched.js'
import type { TruffleWeb3 } from './web3-module.js'

interface Web3Module {
  createWeb3(provider: unknown): TruffleWeb3
}

/**
 * web3 1.10 over a provider. Loads it, which takes a quarter of a second, at the first call: synchronously, since a
 * property of `global` cannot wait.
 */
export function loadWeb3(provider: unknown): TruffleWeb3 {
  const { createWeb3 } = requireUntouched(import.meta.url, './web3-module.js') as Web3Module
  return createWeb3(provider)
}
