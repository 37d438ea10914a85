import { isRecord } from '../../is-record.js'
import { array } from './combinators.js'
import { at, ParamMismatch, type ParamType } from './param-type.js'
import { address, hash } from './scalars.js'

/** Slots of an account. */
export interface StorageRequest {
  readonly address: Uint8Array
  readonly slots: readonly Uint8Array[]
}

const slots: ParamType<Uint8Array[]> = array(hash, 'an array of storage keys')

/** Slots by the address of their account. */
export const storageRequests: ParamType<readonly StorageRequest[]> = {
  expected: 'an object from addresses to arrays of storage keys, with at least one of them',
  parse(value) {
    if (!isRecord(value)) throw new ParamMismatch(storageRequests.expected, value)
    const requests = Object.entries(value).map(([key, keys]) =>
      at(key, () => ({ address: address.parse(key), slots: slots.parse(keys) })),
    )
    if (requests.every((request) => request.slots.length === 0)) {
      throw new ParamMismatch(storageRequests.expected, value)
    }
    return requests
  },
}
