import { createHmac, pbkdf2Sync } from 'node:crypto'
import { SECP256K1_ORDER } from '@ethereumjs/util'
import { bigintToBytes, bytesToBigint } from '@scaffold-evm/common'
import { invalidDerivationPathError, invalidMnemonicError } from '../../../errors/account.js'
import type { Crypto } from '../../crypto.js'

const hardenedFrom = 0x80000000

interface ExtendedKey {
  readonly privateKey: Uint8Array
  readonly chainCode: Uint8Array
}

/** Where the keys of a wallet come from. */
export interface DerivationOptions {
  readonly mnemonic: string
  /** The path that the index of each key is appended to. */
  readonly path: string
  readonly count: number
}

/**
 * Private keys of a BIP-39 mnemonic (empty passphrase), by BIP-32.
 *
 * @throws `CHAIN_MNEMONIC_INVALID`, `CHAIN_DERIVATION_PATH_INVALID`
 */
export function derivePrivateKeys(options: DerivationOptions, crypto: Crypto): Uint8Array[] {
  const master = masterKey(mnemonicToSeed(options.mnemonic))
  const parent = parsePath(options.path).reduce(
    (key, index) => childKey(key, index, crypto),
    master,
  )
  return Array.from(
    { length: options.count },
    (_, index) => childKey(parent, index, crypto).privateKey,
  )
}

function mnemonicToSeed(mnemonic: string): Buffer {
  const words = mnemonic.normalize('NFKD').trim().split(/\s+/)
  if (words.length < 12 || words.length > 24 || words.length % 3 !== 0) {
    throw invalidMnemonicError(words.length)
  }
  return pbkdf2Sync(words.join(' '), 'mnemonic', 2048, 64, 'sha512')
}

function parsePath(path: string): number[] {
  const [root, ...steps] = path.replace(/\/$/, '').split('/')
  const indexes = steps.map((step) => {
    const digits = /^(\d+)('?)$/.exec(step)
    const index = Number(digits?.[1])
    if (digits === null || index >= hardenedFrom) throw invalidDerivationPathError(path)
    return digits[2] === "'" ? index + hardenedFrom : index
  })
  if (root !== 'm') throw invalidDerivationPathError(path)
  return indexes
}

function masterKey(seed: Uint8Array): ExtendedKey {
  return splitKey(hmacSha512(Buffer.from('Bitcoin seed'), seed))
}

function childKey(parent: ExtendedKey, index: number, crypto: Crypto): ExtendedKey {
  const key =
    index >= hardenedFrom
      ? Buffer.concat([Uint8Array.of(0), parent.privateKey])
      : compressedPublicKey(crypto.publicKey(parent.privateKey))
  const suffix = Buffer.alloc(4)
  suffix.writeUInt32BE(index)
  const { privateKey: tweak, chainCode } = splitKey(
    hmacSha512(parent.chainCode, Buffer.concat([key, suffix])),
  )
  const sum = (bytesToBigint(tweak) + bytesToBigint(parent.privateKey)) % SECP256K1_ORDER
  return { privateKey: bigintToBytes(sum, 32), chainCode }
}

function compressedPublicKey(publicKey: Uint8Array): Uint8Array {
  const isOdd = ((publicKey[63] ?? 0) & 1) === 1
  return Buffer.concat([Uint8Array.of(isOdd ? 3 : 2), publicKey.subarray(0, 32)])
}

function splitKey(digest: Uint8Array): ExtendedKey {
  return {
    privateKey: new Uint8Array(digest.subarray(0, 32)),
    chainCode: new Uint8Array(digest.subarray(32)),
  }
}

function hmacSha512(key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha512', key).update(data).digest()
}
