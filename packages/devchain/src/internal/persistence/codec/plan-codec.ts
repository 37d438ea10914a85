import { bytesToHex, hexToBytes, isHex } from '@scaffold-evm/common'
import { malformedRecordError } from '../../../errors/state-file.js'
import { parseHardfork } from '../../chain/hardforks.js'
import type { BlobSchedule } from '../../chain/rules.js'
import type { BlockFork, ForkPlan, TimedFork } from '../../chain/schedule/fork-plan.js'
import { isRecord } from '../../is-record.js'

/** What JSON has no words for, as text: for `JSON.stringify`. */
export function planValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Uint8Array ? bytesToHex(value) : value
}

/** Reads a plan that was written with {@link planValue}. */
export function readPlan(value: unknown): ForkPlan {
  const plan = record(value)
  const { depositContract } = plan
  return {
    chainId: quantity(plan['chainId']),
    blockForks: list(plan['blockForks']).map(readBlockFork),
    terminalTotalDifficulty: optionalQuantity(plan['terminalTotalDifficulty']),
    netsplitBlock: optionalQuantity(plan['netsplitBlock']),
    timedForks: list(plan['timedForks']).map(readTimedFork),
    depositContract: hexToBytes(isHex(depositContract) ? depositContract : '0x'),
  }
}

function readBlockFork(value: unknown): BlockFork {
  const { hardfork, number } = record(value)
  return { hardfork: parseHardfork(String(hardfork)), number: quantity(number) }
}

function readTimedFork(value: unknown): TimedFork {
  const { name, hardfork, timestampSec, blobs } = record(value)
  return {
    name: String(name),
    hardfork: parseHardfork(String(hardfork)),
    timestampSec: quantity(timestampSec),
    blobs: blobs === undefined ? undefined : readBlobs(record(blobs)),
  }
}

function readBlobs(blobs: Readonly<Record<string, unknown>>): BlobSchedule {
  return {
    target: quantity(blobs['target']),
    max: quantity(blobs['max']),
    baseFeeUpdateFraction: quantity(blobs['baseFeeUpdateFraction']),
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw malformedRecordError('an object of a fork plan', 0)
  return value
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw malformedRecordError('a list of a fork plan', 0)
  return value
}

function quantity(value: unknown): bigint {
  return BigInt(String(value))
}

function optionalQuantity(value: unknown): bigint | undefined {
  return value === undefined ? undefined : quantity(value)
}
