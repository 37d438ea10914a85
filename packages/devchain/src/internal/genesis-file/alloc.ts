import type { GenesisEntry } from '../chain/genesis/genesis.js'
import { isRecord } from '../is-record.js'
import { object } from '../rpc/params/combinators.js'
import { at, ParamMismatch, type ParamType } from '../rpc/params/param-type.js'
import { address, word } from '../rpc/params/scalars.js'
import { data, integer, integer256 } from './fields.js'

/** An object whose keys are data, too. */
function entriesOf<K, V>(
  expected: string,
  key: ParamType<K>,
  value: ParamType<V>,
): ParamType<[K, V][]> {
  return {
    expected,
    parse(record) {
      if (!isRecord(record)) throw new ParamMismatch(expected, record)
      return Object.entries(record).map(([name, field]) =>
        at(name, () => [key.parse(name), value.parse(field)]),
      )
    },
  }
}

/** Geth writes addresses without 0x here. */
const bareAddress: ParamType<Uint8Array> = {
  expected: 'an address: 40 hexadecimal digits, with or without 0x',
  parse(value) {
    if (typeof value !== 'string') throw new ParamMismatch(this.expected, value)
    return address.parse(value.startsWith('0x') ? value : `0x${value}`)
  },
}

const account = object('an account: {balance, nonce, code, storage}', {
  balance: integer256,
  nonce: integer,
  code: data,
  storage: entriesOf('an object of slots and values', word, word),
})

/** The accounts of a genesis file. */
export const alloc: ParamType<GenesisEntry[]> = {
  expected: 'an object of addresses and accounts',
  parse(value) {
    return entriesOf(this.expected, bareAddress, account)
      .parse(value)
      .map(([owner, { balance = 0n, nonce = 0n, code = new Uint8Array(0), storage = [] }]) => ({
        address: owner,
        balanceWei: balance,
        nonce,
        code,
        storage,
      }))
  },
}
