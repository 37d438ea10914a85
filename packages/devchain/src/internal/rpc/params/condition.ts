import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { isRecord } from '../../is-record.js'
import { either, object } from './combinators.js'
import { at, ParamMismatch, type ParamType } from './param-type.js'
import { address, hash, integer } from './scalars.js'

/** What an account has to be like: its storage root, or some of its slots. */
export type KnownAccount = Uint8Array | ReadonlyMap<Hex, Uint8Array>

/** Under which conditions a transaction may be taken, as bundlers of ERC-4337 ask for it. */
export interface TransactionCondition {
  readonly knownAccounts: ReadonlyMap<Hex, KnownAccount> | undefined
  readonly blockNumberMin: bigint | undefined
  readonly blockNumberMax: bigint | undefined
  readonly timestampMin: bigint | undefined
  readonly timestampMax: bigint | undefined
}

function mapOf<T>(
  expected: string,
  key: ParamType<Uint8Array>,
  value: ParamType<T>,
): ParamType<ReadonlyMap<Hex, T>> {
  return {
    expected: expected,
    parse(given) {
      if (!isRecord(given)) throw new ParamMismatch(expected, given)
      const entries = Object.entries(given).map(([name, entry]) =>
        at(name, (): [Hex, T] => [bytesToHex(key.parse(name)), value.parse(entry)]),
      )
      return new Map(entries)
    },
  }
}

const knownAccount: ParamType<KnownAccount> = either(
  'a storage root, or an object from slots to values',
  hash,
  mapOf('an object from slots to values', hash, hash),
)

/** {@link TransactionCondition} */
export const transactionCondition: ParamType<TransactionCondition> = object(
  'a condition: {knownAccounts, blockNumberMin, blockNumberMax, timestampMin, timestampMax}',
  {
    knownAccounts: mapOf(
      'an object from addresses to what is known of them',
      address,
      knownAccount,
    ),
    blockNumberMin: integer,
    blockNumberMax: integer,
    timestampMin: integer,
    timestampMax: integer,
  },
)
