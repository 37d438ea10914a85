import { ScaffoldError } from '@scaffold-evm/common'

// Cryptography

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
    message: `The signature is invalid: ${reason}`,
    cause,
  })
}
