import type { MaybeSecret } from '../../config.js'
import { concealSecret } from '../../secret.js'

/** Values by name, hidden from whoever prints the resolved config. */
export function concealAll(
  values: Readonly<Record<string, MaybeSecret>>,
  place: string,
): Readonly<Record<string, MaybeSecret>> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, concealSecret(value, `${place}.${key}`)]),
  )
}
