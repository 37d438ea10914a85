import type { BlockRequest } from '../../chain/mining/build-block.js'
import { object } from './combinators.js'
import { type ParamType, requiredField } from './param-type.js'
import { address, hash, quantity64 } from './scalars.js'
import { withdrawals } from './withdrawals.js'

/** What the consensus layer decides on of a block. */
export type PayloadAttributes = Omit<BlockRequest, 'parentHash' | 'transactions' | 'extraData'>

const fields = object(
  'payload attributes: {timestamp, prevRandao, suggestedFeeRecipient, withdrawals, parentBeaconBlockRoot}',
  {
    timestamp: quantity64,
    prevRandao: hash,
    suggestedFeeRecipient: address,
    withdrawals,
    parentBeaconBlockRoot: hash,
  },
)

/** PayloadAttributesV3 of the engine API; the fields that came with later forks may be left out. */
export const payloadAttributes: ParamType<PayloadAttributes> = {
  expected: fields.expected,
  parse(value) {
    const read = fields.parse(value)
    return {
      timestampSec: requiredField(read.timestamp, 'timestamp'),
      prevRandao: requiredField(read.prevRandao, 'prevRandao'),
      coinbase: requiredField(read.suggestedFeeRecipient, 'suggestedFeeRecipient'),
      withdrawals: read.withdrawals ?? [],
      parentBeaconBlockRoot: read.parentBeaconBlockRoot ?? new Uint8Array(32),
    }
  },
}
