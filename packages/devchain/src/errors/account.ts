import { bytesToHex, ScaffoldError } from '@scaffold-evm/common'

/** `CHAIN_MNEMONIC_INVALID`: not a BIP-39 phrase. */
export function invalidMnemonicError(words: number): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_MNEMONIC_INVALID',
    message: `Expected a mnemonic of 12, 15, 18, 21 or 24 words, got ${words}`,
  })
}

/** `CHAIN_DERIVATION_PATH_INVALID`: not a BIP-32 path. */
export function invalidDerivationPathError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_DERIVATION_PATH_INVALID',
    message: `Expected a derivation path such as m/44'/60'/0'/0/, got "${path}"`,
  })
}

/** `CHAIN_UNKNOWN_ACCOUNT`: a sender that the chain has no key for and does not impersonate. */
export function unknownAccountError(address: Uint8Array): ScaffoldError {
  const hex = bytesToHex(address)
  return new ScaffoldError({
    code: 'CHAIN_UNKNOWN_ACCOUNT',
    message: `Unknown account ${hex}`,
    hint: 'Send from one of the accounts of the chain, or impersonate the address first',
    data: { address: hex },
  })
}

/** `CHAIN_ACCOUNT_LOCKED`: an account whose key may not be used before it is unlocked. */
export function accountLockedError(address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_ACCOUNT_LOCKED',
    message: `Account ${address} is locked: authentication needed`,
    hint: 'Unlock it with personal_unlockAccount and its passphrase',
    data: { address },
  })
}

/** `CHAIN_PASSPHRASE_WRONG`: an account is to be unlocked with another passphrase than its own. */
export function wrongPassphraseError(address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_PASSPHRASE_WRONG',
    message: `That is not the passphrase of account ${address}`,
    hint: 'Accounts that the chain began with have an empty passphrase',
    data: { address },
  })
}
