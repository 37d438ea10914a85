import { ScaffoldError } from '@scaffold-evm/common'

/** `CRYPTO_INVALID_KEY`: a private key that is not 32 bytes between 1 and the order of secp256k1. */
export function invalidPrivateKeyError(sizeBytes: number, cause?: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CRYPTO_INVALID_KEY',
    message: `Expected a private key of 32 bytes, above zero and below the order of secp256k1, got ${
      sizeBytes === 32 ? 'one out of that range' : `${sizeBytes} bytes`
    }`,
    cause,
  })
}

/** `CRYPTO_INVALID_HASH`: what is to be signed or recovered from is not a digest. */
export function invalidDigestError(sizeBytes: number): ScaffoldError {
  return new ScaffoldError({
    code: 'CRYPTO_INVALID_HASH',
    message: `Expected a digest of 32 bytes, got ${sizeBytes} bytes`,
  })
}

/** `CRYPTO_INVALID_SIGNATURE`: no public key can have made this signature. */
export function invalidSignatureError(reason: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CRYPTO_INVALID_SIGNATURE',
    message: `Invalid signature: ${reason}`,
    cause,
  })
}

/** `KZG_INPUT_INVALID`: a blob, point or field element is malformed. */
export function invalidKzgInputError(reason: string, cause?: unknown): ScaffoldError {
  // ethereumjs' precompile looks for c-kzg's name of this failure in the message.
  return new ScaffoldError({
    code: 'KZG_INPUT_INVALID',
    message: `Invalid KZG input (C_KZG_BADARGS): ${reason}`,
    cause,
  })
}

/** `KZG_NOT_LOADED`: blobs are to be proved before the trusted setup was loaded. */
export function kzgNotLoadedError(): ScaffoldError {
  return new ScaffoldError({
    code: 'KZG_NOT_LOADED',
    message: 'The trusted setup for blobs is not loaded',
    hint: 'Await loadKzg() before blobs are committed to or proved.',
  })
}
