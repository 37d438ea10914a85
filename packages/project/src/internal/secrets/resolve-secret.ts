import type { MaybeSecret } from '../../config.js'
import { secretNameError, secretNotFoundError } from '../../errors.js'
import type { Keystore } from '../../keystore.js'
import { isSecretReference, type SecretReference, secretDefault } from '../../secret.js'

/** Where secrets come from. */
export interface SecretSource {
  readonly env: NodeJS.ProcessEnv
  readonly keystore: Keystore
}

/** Whether a secret can have this name: it must be possible as an environment variable. */
export function isSecretName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
}

async function lookUp(
  reference: SecretReference,
  source: SecretSource,
): Promise<string | undefined> {
  const fromEnv = source.env[reference.name]
  if (fromEnv !== undefined && fromEnv !== '') return fromEnv
  const names = await source.keystore.list()
  if (names.includes(reference.name)) return source.keystore.get(reference.name)
  return secretDefault(reference)
}

/** Plain text of the config carries its place as its name, which no secret can have. */
function concealedValue(reference: SecretReference): string {
  const value = secretDefault(reference)
  if (value === undefined) throw secretNameError(reference.name)
  return value
}

/**
 * The value of a secret: from the environment, else the keystore, else its default. Text that is no
 * reference is its own value.
 *
 * @param purpose - What it is needed for, for the error, e.g. `networks.sepolia.url`.
 * @throws `SECRET_NOT_FOUND`, `KEYSTORE_LOCKED`, `KEYSTORE_PASSWORD_WRONG`.
 */
export async function resolveSecret(
  value: MaybeSecret,
  source: SecretSource,
  purpose: string,
): Promise<string> {
  if (!isSecretReference(value)) return value
  if (!isSecretName(value.name)) return concealedValue(value)
  const found = await lookUp(value, source)
  if (found === undefined) throw secretNotFoundError(value.name, purpose)
  return found
}

/** How an error names a value that may be secret, without showing it. */
export function secretLabel(value: MaybeSecret): string {
  const isNamed = isSecretReference(value) && isSecretName(value.name)
  return isNamed ? `The secret ${value.name}` : 'The value in the config'
}
