import type { CustomCrypto } from '@ethereumjs/common'
import { bytesToBigint } from '@scaffold-evm/common'
import {
  invalidDigestError,
  invalidPrivateKeyError,
  invalidSignatureError,
} from '../errors/crypto.js'
import { LazyKzg } from './crypto/kzg.js'
import { noblePrimitives } from './crypto/noble-primitives.js'
import type { Primitives } from './crypto/primitives.js'
import { Signatures } from './crypto/signatures.js'
import { quantityToWord } from './words.js'

/** A secp256k1 signature. */
export interface Signature {
  readonly r: bigint
  readonly s: bigint
  readonly yParity: 0 | 1
}

/**
 * The cryptography of a chain. Everything is synchronous, and every array returned is the caller's
 * own: none is a view of WebAssembly memory.
 */
export interface Crypto {
  readonly implementation: 'wasm' | 'noble'
  keccak256(data: Uint8Array): Uint8Array
  /** Writes the hash as eight words, little endian, from `words[place]` on: without an array of its own. */
  keccak256To(data: Uint8Array, words: Int32Array, place: number): void
  /**
   * Writes the hash of a trie node without a value, as `keccak256To` does. `children` has the hashes of its children by
   * nibble, eight words each; there are those whose bits are set in `occupied`.
   */
  hashBranch(children: Int32Array, occupied: number, words: Int32Array, place: number): void
  sha256(data: Uint8Array): Uint8Array
  /**
   * Signs a digest of 32 bytes: deterministic (RFC 6979), low s.
   *
   * @throws `CRYPTO_INVALID_KEY`, `CRYPTO_INVALID_HASH`
   */
  sign(hash: Uint8Array, privateKey: Uint8Array): Signature
  /** Signs a digest that is soon to be verified: its signer is remembered rather than recovered. */
  signToVerify(hash: Uint8Array, privateKey: Uint8Array): Signature
  /**
   * The address whose key made `signature` of `hash`. A high s is accepted, as by the precompile.
   *
   * @throws `CRYPTO_INVALID_SIGNATURE`, `CRYPTO_INVALID_HASH`
   */
  recover(hash: Uint8Array, signature: Signature): Uint8Array
  /**
   * The public key, 64 bytes.
   *
   * @throws `CRYPTO_INVALID_KEY`
   */
  publicKey(privateKey: Uint8Array): Uint8Array
  /**
   * The address of a private key.
   *
   * @throws `CRYPTO_INVALID_KEY`
   */
  addressOf(privateKey: Uint8Array): Uint8Array
  /** What `@ethereumjs/common` takes so that all of ethereumjs uses this implementation. */
  readonly customCrypto: CustomCrypto
  /**
   * Readies `customCrypto.kzg` to commit to blobs and to prove them, which takes many seconds once.
   * Verifying the proofs of others needs no loading.
   */
  loadKzg(): Promise<void>
}

/** Options of {@link loadCrypto}. */
export interface LoadCryptoOptions {
  /** @default 'wasm', where the host has WebAssembly */
  readonly implementation?: 'wasm' | 'noble'
}

/** Compiles the WebAssembly implementation, or takes noble's where that is not possible. */
export async function loadCrypto(options: LoadCryptoOptions = {}): Promise<Crypto> {
  const wanted = options.implementation ?? ('WebAssembly' in globalThis ? 'wasm' : 'noble')
  if (wanted === 'noble') return createCrypto('noble', noblePrimitives)
  const { loadWasmPrimitives } = await import('./crypto/wasm-primitives.js')
  return createCrypto('wasm', await loadWasmPrimitives())
}

function createCrypto(implementation: Crypto['implementation'], primitives: Primitives): Crypto {
  const { keccak256, keccak256To, hashBranch, sha256 } = primitives
  const kzg = new LazyKzg(sha256)
  const publicKey = (privateKey: Uint8Array): Uint8Array =>
    withPrivateKey(privateKey, () => primitives.publicKey(privateKey).slice(1))
  const signatures = new Signatures(
    (hash, privateKey) => signDigest(primitives, hash, privateKey),
    publicKey,
  )
  const recoverKey = (hash: Uint8Array, recovery: number, rs: Uint8Array): Uint8Array => {
    const signature = checkedSignature(hash, recovery, rs)
    return signatures.signerOf(hash, signature) ?? recoverPublicKey(primitives, hash, signature)
  }

  return {
    implementation,
    keccak256,
    keccak256To,
    hashBranch,
    sha256,
    sign: (hash, privateKey) => parseSignature(signatures.sign(hash, privateKey)),
    signToVerify: (hash, privateKey) => parseSignature(signatures.signToVerify(hash, privateKey)),
    recover: (hash, { r, s, yParity }) =>
      keyToAddress(keccak256, recoverKey(hash, yParity, compactSignature(r, s))),
    publicKey,
    addressOf: (privateKey) => keyToAddress(keccak256, publicKey(privateKey)),
    customCrypto: {
      keccak256,
      sha256,
      // Blocks must not depend on chance, so the random entropy that ethereumjs asks for is left out.
      ecsign: (hash, privateKey) => signDigest(primitives, hash, privateKey),
      ecrecover: (hash, v, r, s, chainId) =>
        recoverKey(hash, recoveryOf(v, chainId), joinSignature(r, s)),
      ecdsaRecover: (signature, recovery, hash) => recoverKey(hash, recovery, signature),
      kzg,
    },
    loadKzg: () => kzg.load(),
  }
}

function signDigest(
  primitives: Primitives,
  hash: Uint8Array,
  privateKey: Uint8Array,
): Uint8Array<ArrayBuffer> {
  if (hash.length !== 32) throw invalidDigestError(hash.length)
  return Uint8Array.from(withPrivateKey(privateKey, () => primitives.sign(hash, privateKey)))
}

function withPrivateKey<T>(privateKey: Uint8Array, action: () => T): T {
  if (privateKey.length !== 32) throw invalidPrivateKeyError(privateKey.length)
  try {
    return action()
  } catch (cause) {
    throw invalidPrivateKeyError(privateKey.length, cause)
  }
}

/** Recovery bit, r, s. */
function checkedSignature(hash: Uint8Array, recovery: number, rs: Uint8Array): Uint8Array {
  if (hash.length !== 32) throw invalidDigestError(hash.length)
  if (recovery !== 0 && recovery !== 1) throw invalidSignatureError('its parity is not 0 or 1')
  if (rs.length !== 64) throw invalidSignatureError(`r and s have ${rs.length} bytes, not 64`)
  const signature = new Uint8Array(65)
  signature[0] = recovery
  signature.set(rs, 1)
  return signature
}

function recoverPublicKey(
  primitives: Primitives,
  hash: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  try {
    return primitives.recover(signature, hash).slice(1)
  } catch (cause) {
    throw invalidSignatureError('no public key matches it', cause)
  }
}

function keyToAddress(keccak256: Crypto['keccak256'], publicKey: Uint8Array): Uint8Array {
  return keccak256(publicKey).slice(12)
}

function parseSignature(bytes: Uint8Array): Signature {
  return {
    yParity: bytes[0] === 1 ? 1 : 0,
    r: bytesToBigint(bytes.subarray(1, 33)),
    s: bytesToBigint(bytes.subarray(33)),
  }
}

function compactSignature(r: bigint, s: bigint): Uint8Array {
  if (r < 0n || s < 0n || r >> 256n !== 0n || s >> 256n !== 0n) {
    throw invalidSignatureError('r or s is not an unsigned integer of 256 bits')
  }
  return joinSignature(quantityToWord(r), quantityToWord(s))
}

function joinSignature(r: Uint8Array, s: Uint8Array): Uint8Array {
  if (r.length > 32 || s.length > 32) throw invalidSignatureError('r or s exceeds 32 bytes')
  const joined = new Uint8Array(64)
  joined.set(r, 32 - r.length)
  joined.set(s, 64 - s.length)
  return joined
}

/** The recovery bit in a transaction's v: 0 or 1 as such, 27 or 28, or EIP-155's with the chain id. */
function recoveryOf(v: bigint, chainId: bigint | undefined): number {
  if (v === 0n || v === 1n) return Number(v)
  const recovery = chainId === undefined ? v - 27n : v - (chainId * 2n + 35n)
  return recovery === 0n || recovery === 1n ? Number(recovery) : -1
}
