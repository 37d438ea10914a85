import { readFile } from 'node:fs/promises'
import { errorMessage, withFileLock, writeFileAtomic } from '@scaffold-evm/common'
import * as v from 'valibot'
import { keystoreInvalidError } from '../../errors.js'
import type { KeyDerivation, SealedValue } from './keystore-cipher.js'

/** What is in a keystore file. `check` is a known text, to tell a wrong password from a damaged secret. */
export interface KeystoreContent {
  readonly format: 'scaffold-keystore-1'
  readonly kdf: KeyDerivation
  readonly check: SealedValue
  readonly secrets: Readonly<Record<string, SealedValue>>
}

function limited(least: number, most: number): v.GenericSchema<number> {
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
}

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/))
const sealed = v.object({ nonce: hex, ciphertext: hex, tag: hex })

// Limits, so that a file cannot ask for gigabytes of memory.
const keystoreFile: v.GenericSchema<unknown, KeystoreContent> = v.object({
  format: v.literal('scaffold-keystore-1'),
  kdf: v.object({
    name: v.literal('scrypt'),
    n: limited(2, 2 ** 20),
    r: limited(1, 16),
    p: limited(1, 16),
    salt: hex,
  }),
  check: sealed,
  secrets: v.record(v.string(), sealed),
})

/** The content of the file, undefined when there is none. @throws `KEYSTORE_INVALID`. */
export async function readKeystore(path: string): Promise<KeystoreContent | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return undefined
    throw keystoreInvalidError(path, errorMessage(error))
  })
  if (text === undefined) return undefined
  const result = v.safeParse(keystoreFile, parseJson(text))
  if (!result.success) throw keystoreInvalidError(path, 'it does not have the expected fields')
  return result.output
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Replaces the file, readable by its owner only. */
export async function writeKeystore(path: string, content: KeystoreContent): Promise<void> {
  const names = Object.keys(content.secrets).sort()
  const secrets = Object.fromEntries(names.map((name) => [name, content.secrets[name]]))
  const text = `${JSON.stringify({ ...content, secrets }, null, 2)}\n`
  await writeFileAtomic(path, text, { sync: true, mode: 0o600 })
}

/** Keeps two processes from writing at once. */
export function lockKeystore<T>(path: string, action: () => Promise<T>): Promise<T> {
  return withFileLock(`${path}.lock`, { purpose: 'the keystore', timeoutMs: 10_000 }, action)
}
