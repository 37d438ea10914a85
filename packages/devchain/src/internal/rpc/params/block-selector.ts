import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import { isRecord } from '../../is-record.js'
import { object } from './combinators.js'
import { ParamMismatch, type ParamType } from './param-type.js'
import { boolean, hash, quantity64 } from './scalars.js'

const expected =
  'a block number (0x…), hash, tag ("latest", "pending", "earliest", "safe", "finalized") or {blockNumber} or {blockHash}'

const blockObject = object('a block object', {
  blockNumber: quantity64,
  blockHash: hash,
  requireCanonical: boolean,
})

/** A block: tag, number, hash, or EIP-1898 object. */
export const blockSelector: ParamType<BlockSelector> = {
  expected,
  parse(value) {
    if (typeof value === 'string') return readString(value, expected)
    if (!isRecord(value)) throw new ParamMismatch(expected, value)
    const { blockNumber, blockHash, requireCanonical } = blockObject.parse(value)
    if ((blockNumber === undefined) === (blockHash === undefined)) {
      throw new ParamMismatch('either blockNumber or blockHash in the block object', value)
    }
    if (blockNumber !== undefined && requireCanonical !== undefined) {
      throw new ParamMismatch('requireCanonical only beside blockHash', value)
    }
    return blockHash === undefined ? { number: blockNumber ?? 0n } : { hash: blockHash }
  },
}

const expectedNumber =
  'a block number (0x…) or tag ("latest", "pending", "earliest", "safe", "finalized")'

/** A block by number or tag only. */
export const blockNumberOrTag: ParamType<BlockSelector> = {
  expected: expectedNumber,
  parse(value) {
    if (typeof value !== 'string' || value.length === 66) {
      throw new ParamMismatch(expectedNumber, value)
    }
    return readString(value, expectedNumber)
  },
}

function readString(value: string, accepted: string): BlockSelector {
  switch (value) {
    case 'latest':
    case 'pending':
    case 'earliest':
    case 'safe':
    case 'finalized':
      return value
  }
  if (value.length === 66) return { hash: hash.parse(value) }
  if (!/^0x[0-9a-fA-F]{1,16}$/.test(value)) throw new ParamMismatch(accepted, value)
  return { number: BigInt(value) }
}
