import * as v from 'valibot'
import { layoutInvalidError } from '../errors/layout.js'
import { solcLayoutSchema, storageLayoutSchema } from '../internal/layout/schemas.js'
import { layoutFromSolc } from '../internal/layout/solc-layout.js'
import { type StorageLayout, storageLayoutFormat } from './storage-layout.js'

/**
 * A layout that was kept as JSON: ours, the `storageLayout` output of solc, or one of OpenZeppelin's in `.openzeppelin`.
 * solc's do not tell the members of enums, so comparing with them finds `storage-unknown`.
 *
 * @param value parsed JSON
 * @param contract what to call the contract when the layout does not say
 * @throws `UPGRADE_LAYOUT_INVALID`
 */
export function parseStorageLayout(value: unknown, contract = 'the old version'): StorageLayout {
  if (v.is(v.object({ format: v.literal(storageLayoutFormat) }), value)) {
    return checked(storageLayoutSchema, value)
  }
  return layoutFromSolc(checked(solcLayoutSchema, value), contract)
}

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const [issue] = result.issues
  throw layoutInvalidError(v.getDotPath(issue) ?? 'the top', issue.expected ?? issue.message)
}
