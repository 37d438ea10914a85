import { KECCAK256_RLP_ARRAY } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import { invalidBlockError } from '../../../errors/block.js'
import { isSameBytes } from '../../bytes.js'
import { nextExcessBlobGas } from '../blocks/blob-gas.js'
import { nextBaseFee } from '../blocks/block-template.js'
import type { ChainHeader } from '../blocks/chain-header.js'
import { nextDifficulty } from '../blocks/difficulty.js'
import type { Rules } from '../rules.js'
import type { HeaderFields } from './header-fields.js'

/** Fields by the EIP that brings them. */
const eipOfField = {
  baseFeePerGas: 1559,
  withdrawalsRoot: 4895,
  excessBlobGas: 4844,
  parentBeaconBlockRoot: 4788,
  requestsHash: 7685,
} as const

const mostExtraBytes = 32
const leastGasLimit = 5_000n
const mostGasLimit = 2n ** 63n - 1n
const gasLimitBoundDivisor = 1_024n

type Value = bigint | Uint8Array

/** @throws `CHAIN_BLOCK_INVALID` unless the field is what it has to be */
export function assertField(
  number: bigint,
  field: string,
  { got, expected }: { readonly got: Value | undefined; readonly expected: Value | undefined },
): void {
  if (isSame(got, expected)) return
  throw invalidBlockError(number, { field, reason: `expected ${show(expected)}, got ${show(got)}` })
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? isSameBytes(a, b) : a === b
}

function show(value: Value | undefined): string {
  if (value === undefined) return 'none'
  return typeof value === 'bigint' ? value.toString() : bytesToHex(value)
}

/**
 * Whether a header can follow `parent`, proof of work itself apart: nobody mines what tests import.
 *
 * @throws `CHAIN_BLOCK_INVALID`
 */
export function validateHeader(header: HeaderFields, parent: ChainHeader, rules: Rules): void {
  const { number } = header
  assertField(number, 'number', { got: number, expected: parent.number + 1n })
  assertForkFields(header, rules)
  const { extraData, timestamp } = header
  if (extraData.length > mostExtraBytes) {
    const reason = `expected at most ${mostExtraBytes} bytes, got ${extraData.length}`
    throw invalidBlockError(number, { field: 'extraData', reason })
  }
  if (timestamp <= parent.timestamp) {
    const reason = `expected more than ${parent.timestamp}, its parent's, got ${timestamp}`
    throw invalidBlockError(number, { field: 'timestamp', reason })
  }
  assertConsensus(header, parent, rules)
  assertGas(header, parent, rules)
}

/** A field is there exactly when the fork has it. */
function assertForkFields(header: HeaderFields, rules: Rules): void {
  for (const field of Object.keys(eipOfField) as (keyof typeof eipOfField)[]) {
    const isExpected = rules.isActivatedEIP(eipOfField[field])
    if (isExpected === (header[field] !== undefined)) continue
    const expected = isExpected ? 'a value' : 'none'
    const reason = `expected ${expected} in ${rules.hardfork()}, got ${show(header[field])}`
    throw invalidBlockError(header.number, { field, reason })
  }
}

function assertConsensus(header: HeaderFields, parent: ChainHeader, rules: Rules): void {
  const { number, difficulty: got } = header
  if (rules.consensusType() === 'pow') {
    const expected = nextDifficulty(parent, header.timestamp, rules)
    assertField(number, 'difficulty', { got, expected })
    return
  }
  assertField(number, 'difficulty', { got, expected: 0n })
  assertField(number, 'nonce', { got: header.nonce, expected: new Uint8Array(8) })
  assertField(number, 'sha3Uncles', { got: header.uncleHash, expected: KECCAK256_RLP_ARRAY })
}

function assertGas(header: HeaderFields, parent: ChainHeader, rules: Rules): void {
  const { number, gasLimit, gasUsed } = header
  const isFirst = parent.baseFeePerGas === undefined && rules.isActivatedEIP(1559)
  const base = isFirst ? parent.gasLimit * rules.param('elasticityMultiplier') : parent.gasLimit
  const distance = gasLimit > base ? gasLimit - base : base - gasLimit
  const isNear = distance < base / gasLimitBoundDivisor
  if (!isNear || gasLimit < leastGasLimit || gasLimit > mostGasLimit) {
    const reason = `expected less than ${base / gasLimitBoundDivisor} from ${base}, got ${gasLimit}`
    throw invalidBlockError(number, { field: 'gasLimit', reason })
  }
  if (gasUsed > gasLimit) {
    const reason = `expected at most ${gasLimit}, the gas limit, got ${gasUsed}`
    throw invalidBlockError(number, { field: 'gasUsed', reason })
  }
  if (rules.isActivatedEIP(1559)) {
    const expected = nextBaseFee(parent, rules)
    assertField(number, 'baseFeePerGas', { got: header.baseFeePerGas, expected })
  }
  if (rules.isActivatedEIP(4844)) {
    const expected = nextExcessBlobGas(parent, rules)
    assertField(number, 'excessBlobGas', { got: header.excessBlobGas, expected })
  }
}
