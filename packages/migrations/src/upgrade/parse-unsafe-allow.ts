import { unsafeAllowUnknownError } from '../errors/layout.js'
import { implementationCodes, storageCodes, type UnsafeAllow } from './upgrade-codes.js'

const known: readonly UnsafeAllow[] = [...storageCodes, ...implementationCodes, 'storage']

/**
 * What may be allowed, by its codes.
 *
 * @throws `UPGRADE_CODE_UNKNOWN`
 */
export function parseUnsafeAllow(codes: readonly string[]): readonly UnsafeAllow[] {
  return codes.map((code) => {
    const found = known.find((candidate) => candidate === code)
    if (found === undefined) throw unsafeAllowUnknownError(code, known)
    return found
  })
}
