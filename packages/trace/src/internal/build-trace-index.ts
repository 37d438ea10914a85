import type { ExecutionRecording } from '@scaffold-evm/devchain'
import type { StopKind, TraceCall, TraceIndex } from '../trace-index.js'
import { CodeSpots } from './code-spots.js'
import type { KnownFrame } from './frame-places.js'
import { type InternalCall, InternalCallTracker } from './internal-calls.js'
import type { AstNode } from './source-tree.js'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A call that has not ended, and how far it got. */
interface OpenCall {
  readonly call: Writable<TraceCall>
  statement: AstNode | undefined
  /** Where in the code the statement began. */
  headPc: number
  /** The last step in a statement. */
  spotStep: number
  /** Whether there was a stop in it or in what it called. */
  hasStops: boolean
  /** Whether something ended that it called. */
  isResuming: boolean
}

/** A function that a tracker knows, and the call that it is in: its own unless it is none of the source. */
interface TrackedCall {
  readonly tracked: InternalCall
  readonly open: OpenCall
}

/** A frame that has not ended. */
interface Lane {
  readonly frame: number
  readonly base: OpenCall
  readonly spots: CodeSpots | undefined
  readonly tracker: InternalCallTracker | undefined
  readonly tracked: TrackedCall[]
}

/**
 * Goes once over all steps of a recording.
 *
 * @param known frames whose code is one of the project's contracts, by their index
 */
export function buildTraceIndex(
  recording: ExecutionRecording,
  known: ReadonlyMap<number, KnownFrame>,
): TraceIndex {
  const builder = new IndexBuilder(recording, known)
  for (let step = recording.firstStep; step < recording.stepCount; step++) builder.add(step)
  return builder.finish()
}

class IndexBuilder {
  readonly #recording: ExecutionRecording
  readonly #known: ReadonlyMap<number, KnownFrame>
  readonly #spots = new Map<KnownFrame['code'], CodeSpots>()
  readonly #calls: Writable<TraceCall>[] = []
  readonly #lanes: Lane[] = []
  readonly #stopSteps: number[] = []
  readonly #stopKinds: StopKind[] = []
  readonly #stopCalls: number[] = []
  readonly #changeSteps: number[] = []
  readonly #changeCalls: number[] = []
  readonly #changeSpots: number[] = []
  #current: OpenCall | undefined

  constructor(recording: ExecutionRecording, known: ReadonlyMap<number, KnownFrame>) {
    this.#recording = recording
    this.#known = known
  }

  add(step: number): void {
    const frame = this.#recording.frame(step)
    let lane = this.#lanes.at(-1)
    if (lane === undefined || lane.frame !== frame) lane = this.#moveTo(frame, step)
    const { tracker, spots } = lane
    if (tracker === undefined || spots === undefined) {
      this.#enter(lane.base, step)
      return
    }
    tracker.advance(step)
    const open = this.#follow(lane, tracker.open, step)
    this.#enter(open, step)
    const pc = this.#recording.pc(step)
    const statement = spots.at(pc)?.statement
    if (statement !== undefined) this.#visit(open, statement, { step, pc })
  }

  finish(): TraceIndex {
    while (this.#lanes.length > 0) this.#endLane(this.#recording.stepCount)
    return {
      calls: this.#calls,
      stopSteps: this.#stopSteps,
      stopKinds: this.#stopKinds,
      stopCalls: this.#stopCalls,
      changeSteps: this.#changeSteps,
      changeCalls: this.#changeCalls,
      changeSpots: this.#changeSpots,
    }
  }

  /** Into a frame that begins, or back to one that called. */
  #moveTo(frame: number, step: number): Lane {
    const { frames } = this.#recording
    const isOpen = this.#lanes.some((lane) => lane.frame === frame)
    const parent = isOpen ? frame : frames[frame]?.parent
    while (this.#lanes.length > 0 && this.#lanes.at(-1)?.frame !== parent) {
      this.#endLane(step)
    }
    const top = this.#lanes.at(-1)
    return isOpen && top !== undefined ? top : this.#open(frame, step)
  }

  #open(frame: number, step: number): Lane {
    const caller = this.#lanes.at(-1)
    const parent = caller?.tracked.at(-1)?.open ?? caller?.base
    const callStep = this.#recording.frames[frame]?.callStep ?? -1
    const known = this.#known.get(frame)
    const lane: Lane = {
      frame,
      base: this.#begin(parent, { frame, functionId: undefined, callStep, firstStep: step }),
      spots: known && this.#spotsOf(known),
      tracker:
        known &&
        new InternalCallTracker({
          recording: this.#recording,
          frame,
          code: known.code,
          sources: known.contract.sources,
        }),
      tracked: [],
    }
    this.#lanes.push(lane)
    return lane
  }

  /** Ends the innermost frame. */
  #endLane(step: number): void {
    const lane = this.#lanes.at(-1)
    if (lane === undefined) return
    while (lane.tracked.length > 0) this.#leave(lane, step)
    lane.base.call.endStep = step
    this.#lanes.pop()
    const caller = this.#lanes.at(-1)
    if (caller !== undefined) resume(caller.tracked.at(-1)?.open ?? caller.base, lane.base)
  }

  /** Brings what is open in a frame into line with what its tracker says. */
  #follow(lane: Lane, open: readonly InternalCall[], step: number): OpenCall {
    const { tracked, base } = lane
    while (tracked.length > 0 && tracked.at(-1)?.tracked !== open[tracked.length - 1]) {
      this.#leave(lane, step)
    }
    for (let index = tracked.length; index < open.length; index++) {
      const entered = open[index]
      if (entered === undefined) break
      const outer = tracked.at(-1)?.open ?? base
      const { functionId, jumpStep: callStep } = entered
      const isOwn = functionId !== undefined
      const call = { frame: lane.frame, functionId, callStep, firstStep: step }
      tracked.push({ tracked: entered, open: isOwn ? this.#begin(outer, call) : outer })
    }
    return tracked.at(-1)?.open ?? base
  }

  #begin(
    parent: OpenCall | undefined,
    call: Pick<TraceCall, 'frame' | 'functionId' | 'callStep' | 'firstStep'>,
  ): OpenCall {
    const record = {
      ...call,
      index: this.#calls.length,
      parent: parent?.call.index ?? -1,
      depth: parent === undefined ? 0 : parent.call.depth + 1,
      endStep: call.firstStep,
    }
    this.#calls.push(record)
    return {
      call: record,
      statement: undefined,
      headPc: -1,
      spotStep: -1,
      hasStops: false,
      isResuming: false,
    }
  }

  #leave(lane: Lane, step: number): void {
    const left = lane.tracked.pop()?.open
    const outer = lane.tracked.at(-1)?.open ?? lane.base
    if (left === undefined || left === outer) return
    left.call.endStep = step
    resume(outer, left)
  }

  #enter(open: OpenCall, step: number): void {
    if (this.#current === open) return
    this.#current = open
    this.#changeSteps.push(step)
    this.#changeCalls.push(open.call.index)
    this.#changeSpots.push(open.spotStep)
  }

  #visit(
    open: OpenCall,
    statement: AstNode,
    { step, pc }: { readonly step: number; readonly pc: number },
  ): void {
    open.spotStep = step
    const isAnew = open.statement !== statement || open.headPc === pc
    if (isAnew) {
      open.statement = statement
      open.headPc = pc
    } else if (!open.isResuming) return
    open.isResuming = false
    open.hasStops = true
    this.#stopSteps.push(step)
    this.#stopKinds.push(isAnew ? 'begin' : 'resume')
    this.#stopCalls.push(open.call.index)
  }

  #spotsOf({ contract, code }: KnownFrame): CodeSpots {
    const known = this.#spots.get(code)
    if (known !== undefined) return known
    const spots = new CodeSpots(contract, code)
    this.#spots.set(code, spots)
    return spots
  }
}

function resume(outer: OpenCall, ended: OpenCall): void {
  outer.hasStops ||= ended.hasStops
  outer.isResuming ||= ended.hasStops
}
