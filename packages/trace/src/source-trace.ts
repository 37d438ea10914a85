import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordExecution } from '@scaffold-evm/devchain'
import type { CompiledContract } from './compiled-contract.js'
import type { ExplainContext } from './explain-execution.js'
import { explainFailure } from './explain-failure.js'
import type { FailureExplanation } from './failure.js'
import { buildTraceIndex } from './internal/build-trace-index.js'
import { type CodeSpot, CodeSpots } from './internal/code-spots.js'
import { type LoggedEvent, loggedEvents } from './internal/debug/event-steps.js'
import { framesOfSpot, type KnownFrame, placeOf } from './internal/frame-places.js'
import { knownFrames } from './internal/known-frames.js'
import { lastAtMost } from './internal/last-at-most.js'
import { errorSteps, failingFrames, lastStepOf } from './internal/origin.js'
import { readableRecording } from './internal/read-recording.js'
import type { AstNode, SourceTree } from './internal/source-tree.js'
import type { Moment } from './moment.js'
import type { SourcePlace, StackFrame } from './stack-frame.js'
import type { TraceCall, TraceIndex } from './trace-index.js'

/** A function that is running at a step. */
export interface SourceFrame extends StackFrame {
  /** The step that the function is at: the one asked for, or that of its call. */
  readonly step: number
  /** Index of its call in {@link SourceTrace.calls}; a modifier has that of its function. */
  readonly call: number
  /** The account whose storage it works on. */
  readonly storageAddress: Hex
}

/** Why a traced execution failed, and where. */
export interface TracedFailure extends FailureExplanation {
  /** The last step of the frame in which it arose. */
  readonly step: number
}

/** What there is to trace an execution with. */
export interface TraceContext extends ExplainContext {
  /** Gives the 32 bytes of the hash. */
  readonly keccak256: (data: Uint8Array) => Uint8Array
}

/** What a trace is made of. */
export interface SourceTraceParts {
  readonly recording: ExecutionRecording
  readonly known: ReadonlyMap<number, KnownFrame>
  readonly isExact: boolean
  readonly failure: TracedFailure | undefined
  readonly keccak256: TraceContext['keccak256']
}

/**
 * A recorded execution in the words of its source: which statement and which functions any step is in.
 *
 * Cost: one pass over the steps when it is made, about 0.2 µs each; every question takes logarithmic time.
 * Limits: what optimized code is for, where it could not run as it was compiled for debugging, is roughly where its source
 * says (`isExact`). Contracts that the project does not have are passed over.
 */
export class SourceTrace {
  readonly recording: ExecutionRecording
  /** Whether the code was compiled so that its places are exact. */
  readonly isExact: boolean
  /** Gives the 32 bytes of the hash. */
  readonly keccak256: TraceContext['keccak256']
  /** Undefined when the execution succeeded. */
  readonly failure: TracedFailure | undefined
  /** Where a debugger can stop: functions that were called, and steps at which statements begin or go on. */
  readonly index: TraceIndex
  readonly #known: ReadonlyMap<number, KnownFrame>
  #errorSteps: readonly number[] | undefined
  #events: readonly LoggedEvent[] | undefined
  readonly #spots = new Map<KnownFrame['code'], CodeSpots>()

  constructor({ recording, known, isExact, failure, keccak256 }: SourceTraceParts) {
    this.recording = recording
    this.isExact = isExact
    this.failure = failure
    this.#known = known
    this.keccak256 = keccak256
    this.index = buildTraceIndex(recording, known)
  }

  /** The first step that is there. */
  get firstStep(): number {
    return this.recording.firstStep
  }

  /** The last step; before the first when there is none. */
  get lastStep(): number {
    return this.recording.stepCount - 1
  }

  /** Functions and frames in the order in which they were entered. */
  get calls(): readonly TraceCall[] {
    return this.index.calls
  }

  /** The innermost call at a step. */
  callAt(step: number): TraceCall | undefined {
    const { changeSteps, changeCalls } = this.index
    return this.calls[changeCalls[lastAtMost(changeSteps, step)] ?? -1]
  }

  /** The last of {@link TraceIndex.stopSteps} up to a step, by its index; -1 before the first. */
  stopUpTo(step: number): number {
    return lastAtMost(this.index.stopSteps, step)
  }

  /** Where the execution is at a step: the statement where one begins, else what the instruction stands for. */
  place(step: number): SourcePlace | undefined {
    return this.frames(step)[0]?.place
  }

  /** The functions that are running at a step, the innermost first. */
  frames(step: number): readonly SourceFrame[] {
    const frames: SourceFrame[] = []
    let call = this.callAt(step)
    let at = step
    let inner: TraceCall | undefined
    while (call !== undefined) {
      frames.push(...this.#framesOf(call, at, inner))
      inner = call
      at = call.callStep
      call = this.calls[call.parent]
    }
    return frames
  }

  /** The contract whose code runs at a step; undefined for foreign code. */
  knownFrame(step: number): KnownFrame | undefined {
    return this.#known.get(this.recording.frame(step))
  }

  /** Where the variables of a call are read at a step; undefined for foreign code. */
  moment(call: TraceCall, step: number): Moment | undefined {
    const contract = this.#known.get(call.frame)?.contract
    const { recording } = this
    return contract && { recording, frame: call.frame, step, contract, keccak256: this.keccak256 }
  }

  /** The contract whose code a frame of the recording runs; undefined for foreign code. */
  contractOfFrame(frame: number): Artifact | undefined {
    return this.compiledContract(frame)?.artifact
  }

  /** The same with all that its compiler said of it. */
  compiledContract(frame: number): CompiledContract | undefined {
    return this.#known.get(frame)?.contract
  }

  /** The statement that the execution is in at a step. */
  statement(step: number): { readonly tree: SourceTree; readonly node: AstNode } | undefined {
    const spot = this.#spotOf(step)
    return spot?.statement && { tree: spot.tree, node: spot.statement }
  }

  /** A source by its name, of those that the contracts of the execution were compiled with. */
  source(sourceName: string): SourceTree | undefined {
    for (const { contract } of this.#known.values()) {
      const tree = contract.sources.byName(sourceName)
      if (tree !== undefined) return tree
    }
    return undefined
  }

  /** Where failures arose, also those that were caught; rising. */
  get errorSteps(): readonly number[] {
    this.#errorSteps ??= errorSteps(this.recording, (index) => this.#known.get(index))
    return this.#errorSteps
  }

  /** The events that were logged, in their order; also those that a failure took back. */
  get events(): readonly LoggedEvent[] {
    this.#events ??= loggedEvents(this)
    return this.#events
  }

  /** The names of all sources. */
  sourceNames(): readonly string[] {
    const names = new Set<string>()
    const runs = new Set([...this.#known.values()].map(({ contract }) => contract.sources))
    for (const sources of runs) {
      for (const { name } of sources.all()) names.add(name)
    }
    return [...names]
  }

  #framesOf(call: TraceCall, step: number, inner: TraceCall | undefined): readonly SourceFrame[] {
    const frame = this.recording.frames[call.frame]
    const known = this.#known.get(call.frame)
    const storageAddress = bytesToHex(frame?.to ?? new Uint8Array(20))
    const own = { step, call: call.index, storageAddress }
    if (known === undefined) {
      const foreign = { contractName: undefined, functionName: undefined, place: undefined }
      return [{ ...foreign, address: storageAddress, ...own }]
    }
    const spot = this.#spotOf(step)
    const isDispatcher = call.functionId === undefined && spot === undefined
    if (isDispatcher && inner !== undefined && inner.frame === call.frame) return []
    const [top, ...outer] = framesOfSpot(known, spot, call.functionId)
    if (top === undefined) return []
    const place = this.#statementPlace(step, spot) ?? top.place
    return [{ ...top, place }, ...outer].map((shown) => ({ ...shown, ...own }))
  }

  /** Where a statement begins, all of it counts. */
  #statementPlace(step: number, spot: CodeSpot | undefined): SourcePlace | undefined {
    const { stopSteps, stopKinds } = this.index
    const stop = this.stopUpTo(step)
    const isBegin = stopSteps[stop] === step && stopKinds[stop] === 'begin'
    return isBegin && spot?.statement ? placeOf(spot.tree, spot.statement) : undefined
  }

  /** What the nearest instruction up to `step` in the same call stands for that is in a statement. */
  #spotOf(step: number): CodeSpot | undefined {
    const { changeSteps, changeSpots } = this.index
    const change = lastAtMost(changeSteps, step)
    for (let at = step; at >= (changeSteps[change] ?? 0); at--) {
      const spot = this.#spotAt(at)
      if (spot?.statement !== undefined) return spot
    }
    const before = changeSpots[change] ?? -1
    return before < 0 ? undefined : this.#spotAt(before)
  }

  #spotAt(step: number): CodeSpot | undefined {
    const known = this.knownFrame(step)
    if (known === undefined) return undefined
    const { contract, code } = known
    const spots = this.#spots.get(code) ?? new CodeSpots(contract, code)
    this.#spots.set(code, spots)
    return spots.at(this.recording.pc(step))
  }
}

/**
 * Traces an execution: runs it, and once more in code that was compiled for debugging, where that comes to the same end.
 *
 * @param record gives the execution, see `Devchain.recordTransaction` and `failureRecorder`
 */
export async function traceExecution(
  record: RecordExecution,
  context: TraceContext,
): Promise<SourceTrace> {
  const readable = await readableRecording(record, await record(), context)
  const { recording, isExact } = readable
  const known = await knownFrames(recording, readable)
  const explanation = await explainFailure(recording, { ...readable, describe: context.describe })
  const failure = explanation && { ...explanation, step: failureStep(recording, known) }
  return new SourceTrace({ recording, known, isExact, failure, keccak256: context.keccak256 })
}

function failureStep(
  recording: ExecutionRecording,
  known: ReadonlyMap<number, KnownFrame>,
): number {
  const origin = failingFrames(recording, (index) => known.get(index)).at(-1) ?? 0
  return lastStepOf(recording, origin) ?? recording.stepCount - 1
}
