import { randomBytes } from 'node:crypto'
import { bytesToHex } from '@scaffold-evm/common'
import type { RpcContext } from '../context.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { address, data, integer, string } from '../params/scalars.js'
import { transactionRequest } from '../params/transaction-request.js'
import { invalidInputError, invalidParamsError } from '../rpc-error.js'
import { sendRequest, signRequest } from './eth-transactions.js'

/** geth's: unlocked for five minutes. */
const defaultUnlockSec = 300n

async function importKey(context: RpcContext, privateKey: Uint8Array, passphrase: string) {
  const { chain, crypto, passphrases } = context
  if (privateKey.length !== 32) {
    throw invalidParamsError(`Expected 32 bytes of private key, got ${privateKey.length}`)
  }
  const account = crypto.addressOf(privateKey)
  await chain.addAccount(privateKey)
  await passphrases.protect(account, passphrase)
  return bytesToHex(account)
}

/** Does something with an account as if it were unlocked. */
async function unlocked<T>(
  { chain, passphrases }: RpcContext,
  {
    account,
    passphrase,
  }: { readonly account: Uint8Array | undefined; readonly passphrase: string },
  action: () => Promise<T>,
): Promise<T> {
  if (account === undefined) throw invalidInputError('from not found; is required')
  passphrases.check(account, passphrase)
  const wasLocked = chain.keyring.isLocked(account)
  chain.keyring.unlock(account)
  try {
    return await action()
  } finally {
    if (wasLocked) chain.keyring.lock(account)
  }
}

const keys: MethodTable = {
  personal_listAccounts: method([], ({ chain }) =>
    chain.accounts.map((account) => bytesToHex(account.address)),
  ),
  personal_newAccount: method([required('passphrase', string)], (context, passphrase) =>
    importKey(context, randomBytes(32), passphrase),
  ),
  personal_importRawKey: method(
    [required('privateKey', data), required('passphrase', string)],
    importKey,
  ),
  personal_lockAccount: method([required('address', address)], ({ passphrases }, account) =>
    passphrases.lock(account),
  ),
  personal_unlockAccount: method(
    [
      required('address', address),
      optional('passphrase', string, ''),
      optional('duration', integer, defaultUnlockSec),
    ],
    async ({ passphrases }, account, passphrase, durationSec) => {
      await passphrases.unlock(account, passphrase, durationSec)
      return true
    },
  ),
}

const sending: MethodTable = {
  personal_sendTransaction: method(
    [required('transaction', transactionRequest), required('passphrase', string)],
    (context, request, passphrase) =>
      unlocked(context, { account: request.from, passphrase }, () => sendRequest(context, request)),
  ),
  personal_signTransaction: method(
    [required('transaction', transactionRequest), required('passphrase', string)],
    (context, request, passphrase) =>
      unlocked(context, { account: request.from, passphrase }, () => signRequest(context, request)),
  ),
}

/** Addresses that Ganache lets somebody send for. */
const others: MethodTable = {
  evm_removeAccount: method(
    [required('address', address), required('passphrase', string)],
    ({ passphrases }, account, passphrase) => passphrases.remove(account, passphrase),
  ),
  evm_unlockUnknownAccount: method([required('address', address)], async ({ chain }, account) => {
    if (chain.keyring.has(account)) return false
    await chain.impersonate(account)
    return true
  }),
  evm_lockUnknownAccount: method([required('address', address)], ({ chain }, account) =>
    chain.stopImpersonating(account),
  ),
}

/** Accounts with a passphrase, as geth and Ganache have them. */
export const personal: MethodTable = { ...keys, ...sending, ...others }
