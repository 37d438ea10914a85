/** What a test signs it has verified within the next few transactions. */
const mostRemembered = 256

/**
 * Who signed which digest here, so that the signer need not be recovered from the signature (60 µs): tests have typed
 * data signed by an account of the chain and a contract verify it, in an estimate, a call and a transaction.
 */
export class SignedDigests {
  readonly #privateKeys = new Map<string, Uint8Array>()
  readonly #publicKeys = new Map<string, Uint8Array>()
  readonly #publicKey: (privateKey: Uint8Array) => Uint8Array

  constructor(publicKey: (privateKey: Uint8Array) => Uint8Array) {
    this.#publicKey = publicKey
  }

  /** `signature` is recovery bit, r, s. */
  add(digest: Uint8Array, signature: Uint8Array, privateKey: Uint8Array): void {
    if (this.#privateKeys.size >= mostRemembered) this.#privateKeys.clear()
    this.#privateKeys.set(textOf(digest) + textOf(signature), privateKey)
  }

  /** The public key that the signature of `digest` was made with; undefined when it was not made here of late. */
  signerOf(digest: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
    if (this.#privateKeys.size === 0) return undefined
    const privateKey = this.#privateKeys.get(textOf(digest) + textOf(signature))
    return privateKey === undefined ? undefined : this.#publicKeyOf(privateKey).slice()
  }

  #publicKeyOf(privateKey: Uint8Array): Uint8Array {
    const key = textOf(privateKey)
    const known = this.#publicKeys.get(key)
    if (known !== undefined) return known
    const publicKey = this.#publicKey(privateKey)
    if (this.#publicKeys.size >= mostRemembered) this.#publicKeys.clear()
    this.#publicKeys.set(key, publicKey)
    return publicKey
  }
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1')
}
