import type { SimulatedBlockRequest, SimulationRequest } from '../../chain/simulate/types.js'
import { array, mapped, object } from './combinators.js'
import { blockOverrides, stateOverrides } from './overrides.js'
import { ParamMismatch, type ParamType } from './param-type.js'
import { boolean, hash, quantity } from './scalars.js'
import { transactionRequest } from './transaction-request.js'
import { withdrawals } from './withdrawals.js'

/** What eth_simulateV1 is asked, and how it is to be shown. */
export interface SimulationParam extends SimulationRequest {
  /** Whether blocks have their transactions rather than their hashes. */
  readonly returnsFullTransactions: boolean
}

const furtherOverrides = object('a block override set', {
  difficulty: quantity,
  parentBeaconBlockRoot: hash,
  beaconRoot: hash,
  withdrawals,
})

const simulatedBlockOverrides: ParamType<SimulatedBlockRequest['blockOverrides']> = {
  expected: blockOverrides.expected,
  parse(value) {
    const {
      beaconRoot,
      parentBeaconBlockRoot = beaconRoot,
      ...further
    } = furtherOverrides.parse(value)
    return { ...blockOverrides.parse(value), ...further, parentBeaconBlockRoot }
  },
}

const simulatedBlock: ParamType<SimulatedBlockRequest> = mapped(
  object('a block: {blockOverrides, stateOverrides, calls}', {
    blockOverrides: simulatedBlockOverrides,
    stateOverrides,
    calls: array(transactionRequest, 'an array of calls'),
  }),
  (read) => ({
    blockOverrides: read.blockOverrides ?? {},
    stateOverrides: read.stateOverrides ?? [],
    calls: read.calls ?? [],
  }),
)

const fields = object(
  'a simulation: {blockStateCalls, traceTransfers, validation, returnFullTransactions}',
  {
    blockStateCalls: array(simulatedBlock, 'an array of blocks'),
    traceTransfers: boolean,
    validation: boolean,
    returnFullTransactions: boolean,
  },
)

/** What eth_simulateV1 takes. */
export const simulation: ParamType<SimulationParam> = {
  expected: fields.expected,
  parse(value) {
    const read = fields.parse(value)
    const { blockStateCalls: blocks = [] } = read
    if (blocks.length === 0) throw new ParamMismatch('at least one block in blockStateCalls', value)
    return {
      blocks,
      logTransfers: read.traceTransfers,
      isValidated: read.validation,
      returnsFullTransactions: read.returnFullTransactions ?? false,
    }
  },
}
