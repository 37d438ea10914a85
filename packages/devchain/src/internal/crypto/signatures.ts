import { RecentMap } from '../recent-map.js'

/** Signs 32 bytes with a key of 32: recovery bit, r, s. */
export type SignDigest = (digest: Uint8Array, privateKey: Uint8Array) => Uint8Array

/** Signs, and remembers what was signed: libsecp256k1 takes 50 µs in WebAssembly, and half as much again to recover. */
export class Signatures {
  readonly #sign: SignDigest
  readonly #publicKey: (privateKey: Uint8Array) => Uint8Array
  /** By digest and private key. Tests that go back to a snapshot make the same transactions again and again. */
  readonly #made = new RecentMap<Uint8Array>(2048)
  /** By digest and signature. */
  readonly #signers = new RecentMap<Uint8Array>(256)
  readonly #publicKeys = new RecentMap<Uint8Array>(256)

  constructor(sign: SignDigest, publicKey: (privateKey: Uint8Array) => Uint8Array) {
    this.#sign = sign
    this.#publicKey = publicKey
  }

  /** A signature that nobody may change. */
  sign(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
    if (digest.length !== 32 || privateKey.length !== 32) return this.#sign(digest, privateKey)
    const id = textOf(digest) + textOf(privateKey)
    const known = this.#made.get(id)
    if (known !== undefined) return known
    const signature = this.#sign(digest, privateKey)
    this.#made.set(id, signature)
    return signature
  }

  /** Signs what is soon to be verified: a contract does, in an estimate, a call and a transaction. */
  signToVerify(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
    const signature = this.sign(digest, privateKey)
    this.#signers.set(textOf(digest) + textOf(signature), privateKey)
    return signature
  }

  /** The public key that the signature of `digest` was made with; undefined unless `signToVerify` made it of late. */
  signerOf(digest: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
    const privateKey = this.#signers.get(textOf(digest) + textOf(signature))
    return privateKey === undefined ? undefined : this.#publicKeyOf(privateKey).slice()
  }

  #publicKeyOf(privateKey: Uint8Array): Uint8Array {
    const id = textOf(privateKey)
    const known = this.#publicKeys.get(id)
    if (known !== undefined) return known
    const publicKey = this.#publicKey(privateKey)
    this.#publicKeys.set(id, publicKey)
    return publicKey
  }
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1')
}
