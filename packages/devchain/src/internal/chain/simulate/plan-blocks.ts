import { invalidTimestampError } from '../../../errors/block.js'
import { blockOrderError, simulationTooLongError } from '../../../errors/simulation.js'
import type { SimulatedBlockRequest } from './types.js'

/** How many blocks after its base a simulation can reach. */
export const mostSimulatedBlocks = 256n

/** Seconds between blocks that say nothing of their time. */
const blockIntervalSec = 12n

/** A block to simulate whose place is known. */
export interface PlannedBlock extends SimulatedBlockRequest {
  readonly number: bigint
  readonly timestampSec: bigint
}

/** The place of the last block before. */
interface Place {
  readonly number: bigint
  readonly timestampSec: bigint
}

/**
 * Every block of a simulation with its number and time, and with what fills the gaps between.
 *
 * @throws `CHAIN_BLOCK_ORDER`, `CHAIN_TIMESTAMP_INVALID`, `CHAIN_SIMULATION_TOO_LONG`
 */
export function planBlocks(
  requests: readonly SimulatedBlockRequest[],
  base: Place,
): readonly PlannedBlock[] {
  const planned: PlannedBlock[] = []
  for (const request of requests) {
    let last: Place = planned.at(-1) ?? base
    const number = request.blockOverrides.number ?? last.number + 1n
    if (number <= last.number) throw blockOrderError(number, last.number)
    if (number - base.number > mostSimulatedBlocks) {
      throw simulationTooLongError(number - base.number, mostSimulatedBlocks)
    }
    while (last.number + 1n < number) {
      last = after(last, emptyRequest)
      planned.push({ ...emptyRequest, ...last })
    }
    planned.push({ ...request, ...after(last, request) })
  }
  return planned
}

const emptyRequest: SimulatedBlockRequest = { blockOverrides: {}, stateOverrides: [], calls: [] }

function after(last: Place, { blockOverrides }: SimulatedBlockRequest): Place {
  const { timestampSec = last.timestampSec + blockIntervalSec } = blockOverrides
  if (timestampSec <= last.timestampSec) {
    throw invalidTimestampError(timestampSec, last.timestampSec)
  }
  return { number: last.number + 1n, timestampSec }
}
