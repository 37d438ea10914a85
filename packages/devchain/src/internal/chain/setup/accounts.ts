import { hexToBytes } from '@scaffold-evm/common'
import type { Crypto } from '../../crypto.js'
import type { ChainOptions, KeyedAccount } from '../chain-options.js'
import { derivePrivateKeys } from './derivation.js'
import { defaultDerivationPath, testMnemonic, testPrivateKeys } from './test-accounts.js'

const defaultBalanceWei = 10_000n * 10n ** 18n

/** An account with what it owns in the genesis block. */
export interface GenesisAccount extends KeyedAccount {
  readonly balanceWei: bigint
}

/**
 * The accounts that a chain starts with: those given, else those of the mnemonic.
 *
 * @throws `CHAIN_MNEMONIC_INVALID`, `CHAIN_DERIVATION_PATH_INVALID`, `CRYPTO_INVALID_KEY`
 */
export function genesisAccounts(options: ChainOptions, crypto: Crypto): GenesisAccount[] {
  const balanceWei = options.balanceWei ?? defaultBalanceWei
  const given =
    options.accounts ?? mnemonicKeys(options, crypto).map((privateKey) => ({ privateKey }))
  return given.map((account) => ({
    privateKey: account.privateKey,
    address: crypto.addressOf(account.privateKey),
    balanceWei: ('balanceWei' in account ? account.balanceWei : undefined) ?? balanceWei,
  }))
}

function mnemonicKeys(options: ChainOptions, crypto: Crypto): Uint8Array[] {
  const {
    mnemonic = testMnemonic,
    derivationPath: path = defaultDerivationPath,
    accountCount: count = 10,
  } = options
  if (
    mnemonic === testMnemonic &&
    path === defaultDerivationPath &&
    count <= testPrivateKeys.length
  ) {
    return testPrivateKeys.slice(0, count).map((key) => hexToBytes(`0x${key}`))
  }
  return derivePrivateKeys({ mnemonic, path, count }, crypto)
}
