import { type Crypto, loadCrypto } from '../crypto.js'
import type { Chain } from './chain.js'
import type { ChainOptions } from './chain-options.js'
import { EventHub } from './events.js'
import { Keyring } from './keyring.js'
import { LocalChain } from './local-chain.js'
import { genesisAccounts } from './setup/accounts.js'
import { createWorld } from './world.js'

/**
 * A chain in memory, at its genesis block or at the block that it forks from; or as a state file has it.
 *
 * @throws `CHAIN_HARDFORK_UNKNOWN`, `CHAIN_MNEMONIC_INVALID`, `CHAIN_DERIVATION_PATH_INVALID`,
 *   `CHAIN_FORK_UNREACHABLE`, `LOCK_HELD`, and the `CHAIN_STATE_FILE_` errors
 */
export async function createChain(options: ChainOptions = {}, loaded?: Crypto): Promise<Chain> {
  const crypto = loaded ?? (await loadCrypto())
  const accounts = genesisAccounts(options, crypto)
  const keyring = new Keyring(accounts, crypto)
  const surroundings = { options, crypto, accounts, keyring, events: new EventHub() }
  const { stateFile } = options
  if (stateFile === undefined) return new LocalChain(surroundings, await createWorld(surroundings))
  const { openStateFile } = await import('../persistence/open-state-file.js')
  const { world, ...kept } = await openStateFile(stateFile, surroundings)
  return new LocalChain(surroundings, world, kept)
}
