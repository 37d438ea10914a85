import type { TraceHandler } from '../tracing/trace-handler.js'
import { type Estimation, enoughFrom, runWhole } from './estimate-gas.js'
import { FrameCost } from './frame-cost.js'
import { gasAfter, type Turn, TurnRecorder } from './turn-recorder.js'

/** An estimate of Ganache's, which watches the instructions of the call. */
export interface GanacheEstimation extends Estimation {
  readonly runWatched: (gasLimit: bigint, handler: TraceHandler) => Promise<unknown>
  /** What an instruction costs whatever it is given. */
  readonly baseFee: (op: number) => bigint
}

/**
 * What Ganache answers: what is used, refunds added without the bound that they have, and what inner calls keep back;
 * if that is not enough, the least that is. Calls without inner ones are run no more often than for the least gas.
 *
 * @throws `CHAIN_CALL_FAILED` when it fails with `mostGas`
 */
export async function estimateLikeGanache(estimation: GanacheEstimation): Promise<bigint> {
  const { run, mostGas } = estimation
  const outcome = await runWhole(run, mostGas)
  const reserve = outcome.hasInnerMessages ? await reserveOf(estimation) : 0n
  return enoughFrom(outcome.gasUsed + outcome.gasRefundable + reserve, run, mostGas)
}

async function reserveOf({ runWatched, mostGas, baseFee }: GanacheEstimation): Promise<bigint> {
  const recorder = new TurnRecorder()
  await runWatched(mostGas, recorder)
  const { stepCount, firstGas } = recorder
  return ganacheReserve({ turns: recorder.turns(), stepCount, firstGas, baseFee })
}

/** What came of recording the turns of an execution. */
export interface RecordedTurns {
  readonly turns: readonly Turn[]
  readonly stepCount: number
  readonly firstGas: bigint
  readonly baseFee: GanacheEstimation['baseFee']
}

/**
 * Gas that has to be there beyond what an execution uses, because EIP-150 keeps a 64th of it from each call, as Ganache
 * reckons it: from what the frames took rather than by trying. Often a little more than needed.
 */
export function ganacheReserve({ turns, stepCount, firstGas, baseFee }: RecordedTurns): bigint {
  const last = turns.at(-1)
  if (last === undefined || turns.length < 2 || last.next !== undefined) return 0n
  const callers: FrameCost[] = []
  let frame = new FrameCost({ entryGas: firstGas })
  for (const turn of turns) {
    if (turn.kind === 'end') {
      frame.end(turn, endsAtLast(turn, stepCount))
      const caller = callers.pop()
      if (caller === undefined) break
      caller.take(frame, turn)
      frame = caller
    } else if (turn.kind === 'call' && turn.next?.depth === turn.depth) {
      frame.passOver(turn)
    } else {
      const fee = baseFee(turn.op)
      frame.leave(turn, fee)
      callers.push(frame)
      frame = new FrameCost({ entryGas: gasAfter(turn), opener: { turn, fee } })
    }
  }
  const reserve = frame.total - (firstGas - last.gasLeft)
  return reserve < 0n ? -reserve : reserve
}

/** Whether the instruction after a turn is the last of all, or the turn itself is. */
function endsAtLast({ index, next }: Turn, stepCount: number): boolean {
  return next === undefined || index + 1 === stepCount - 1
}
