import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { AccountOverride, BlockOverrides } from '../../chain/calls/call.js'
import { isRecord } from '../../is-record.js'
import { mapped, object } from './combinators.js'
import { at, ParamMismatch, type ParamType } from './param-type.js'
import { address, data, hash, quantity, quantity64 } from './scalars.js'

const slots: ParamType<ReadonlyMap<string, Uint8Array>> = {
  expected: 'an object from storage keys to values',
  parse(value) {
    if (!isRecord(value)) throw new ParamMismatch(slots.expected, value)
    const result = new Map<Hex, Uint8Array>()
    for (const [key, entry] of Object.entries(value)) {
      at(key, () => result.set(bytesToHex(hash.parse(key)), hash.parse(entry)))
    }
    return result
  },
}

const accountFields = object(
  'an account override: {balance, nonce, code, state, stateDiff, movePrecompileToAddress}',
  {
    balance: quantity,
    nonce: quantity64,
    code: data,
    state: slots,
    stateDiff: slots,
    movePrecompileToAddress: address,
  },
)

function readAccount(key: string, value: unknown): AccountOverride {
  const account = address.parse(key)
  const read = accountFields.parse(value)
  if (read.state !== undefined && read.stateDiff !== undefined) {
    throw new ParamMismatch('either state or stateDiff, not both', value)
  }
  const { balance, movePrecompileToAddress, ...rest } = read
  return {
    address: account,
    balanceWei: balance,
    movePrecompileTo: movePrecompileToAddress,
    ...rest,
  }
}

/** State override set of eth_call and its kin. */
export const stateOverrides: ParamType<readonly AccountOverride[]> = {
  expected: 'a state override set: an object from addresses to overrides',
  parse(value) {
    if (!isRecord(value)) throw new ParamMismatch(stateOverrides.expected, value)
    return Object.entries(value).map(([key, entry]) => at(key, () => readAccount(key, entry)))
  },
}

/** Block override set of eth_call, under the names of geth and of the execution API. */
export const blockOverrides: ParamType<BlockOverrides> = mapped(
  object('a block override set', {
    number: quantity64,
    time: quantity64,
    timestamp: quantity64,
    gasLimit: quantity64,
    feeRecipient: address,
    coinbase: address,
    prevRandao: hash,
    random: hash,
    baseFeePerGas: quantity,
    baseFee: quantity,
    blobBaseFee: quantity,
  }),
  (read) => ({
    number: read.number,
    timestampSec: read.time ?? read.timestamp,
    gasLimit: read.gasLimit,
    coinbase: read.feeRecipient ?? read.coinbase,
    prevRandao: read.prevRandao ?? read.random,
    baseFeePerGas: read.baseFeePerGas ?? read.baseFee,
    blobBaseFee: read.blobBaseFee,
  }),
)
