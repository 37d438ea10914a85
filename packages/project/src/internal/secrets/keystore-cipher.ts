import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'

/** How a key is made from the password. Hex, and scrypt's own parameters. */
export interface KeyDerivation {
  readonly name: 'scrypt'
  readonly n: number
  readonly r: number
  readonly p: number
  readonly salt: string
}

/** One encrypted value. Hex. */
export interface SealedValue {
  readonly nonce: string
  readonly ciphertext: string
  readonly tag: string
}

/** As geth and the Web3 Secret Storage definition: about half a second on a laptop, 128 MB. */
const standardCost = 2 ** 17

/** A fresh salt with the standard cost. */
export function createDerivation(n: number = standardCost): KeyDerivation {
  return { name: 'scrypt', n, r: 8, p: 1, salt: randomBytes(32).toString('hex') }
}

/** The key of a password. Runs off the main thread. */
export function deriveKey(password: string, derivation: KeyDerivation): Promise<Buffer> {
  const { n, r, p, salt } = derivation
  // Normalised, so that a password with accents works however the keyboard composes them.
  const secret = password.normalize('NFKC')
  const options = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) => {
    scrypt(secret, Buffer.from(salt, 'hex'), 32, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** Encrypts with AES-256-GCM, bound to `name` so that values cannot change places. */
export function seal(key: Uint8Array, name: string, value: string): SealedValue {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(name, 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return {
    nonce: nonce.toString('hex'),
    ciphertext: ciphertext.toString('hex'),
    tag: cipher.getAuthTag().toString('hex'),
  }
}

/** The value, or undefined when key, name or data do not fit together. */
export function unseal(key: Uint8Array, name: string, sealed: SealedValue): string | undefined {
  const tag = Buffer.from(sealed.tag, 'hex')
  if (tag.length !== 16) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'hex'))
  decipher.setAAD(Buffer.from(name, 'utf8'))
  decipher.setAuthTag(tag)
  try {
    const text = decipher.update(Buffer.from(sealed.ciphertext, 'hex'))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    // GCM says no more than that it does not fit: a wrong key or changed data.
    return undefined
  }
}
