import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { registeredKeccak } from '../abi/register-keccak.js'
import { keptScript } from '../modules/kept-script.js'
import type { TruffleWeb3, Web3, Web3NetworkType } from './web3-script.js'

/** The exports of `web3-script.ts`. */
interface Web3Script {
  readonly Web3: typeof Web3
  createWeb3(provider: unknown, networkType: Web3NetworkType): TruffleWeb3
  hashWith(keccak256: (data: Uint8Array) => Uint8Array): void
}

let script: Web3Script | undefined

/**
 * web3 1.10 over a provider. Loads it, which takes an eighth of a second, at the first call: synchronously, since a
 * property of `global` cannot wait, and past the hooks that a project registered for its own files.
 */
export function loadWeb3(
  provider: unknown,
  networkType: Web3NetworkType = 'ethereum',
): TruffleWeb3 {
  script ??= runScript()
  return script.createWeb3(provider, networkType)
}

/** The class itself, loaded in the same way. */
export function loadWeb3Class(): typeof Web3 {
  script ??= runScript()
  return script.Web3
}

function runScript(): Web3Script {
  const path = fileURLToPath(import.meta.resolve('#web3-script'))
  const module = { exports: {} }
  const values = { module, exports: module.exports, require: createRequire(import.meta.url) }
  const run: unknown = keptScript(path, Object.keys(values)).runInThisContext()
  if (typeof run === 'function') run(...Object.values(values))
  // What the script exports is what its source says.
  const loaded = module.exports as Web3Script
  const keccak256 = registeredKeccak()
  if (keccak256 !== undefined) loaded.hashWith(keccak256)
  return loaded
}
