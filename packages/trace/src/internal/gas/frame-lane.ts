import type { RecordedFrame, StepRecording } from '@scaffold-evm/devchain'
import type { CompiledContract } from '../../compiled-contract.js'
import type { CodeMap } from '../code-map.js'
import { type InternalCall, InternalCallTracker } from '../internal-calls.js'
import type { CodePlaces } from './code-places.js'
import type { GasTree } from './gas-tree.js'
import type { LineGas } from './line-gas.js'

/** The code of a frame, when it is one of the project's contracts. */
export interface LaneCode {
  readonly contract: CompiledContract
  readonly map: CodeMap
  readonly places: CodePlaces
}

interface OpenFunction {
  readonly call: InternalCall
  readonly node: GasTree
}

/** One frame while its steps are gone through: whose each step is, and what it took. */
export class FrameLane {
  readonly frame: RecordedFrame
  readonly node: GasTree
  readonly code: LaneCode | undefined
  readonly #recording: StepRecording
  readonly #lines: LineGas
  readonly #tracker: InternalCallTracker | undefined
  readonly #open: OpenFunction[] = []
  /** Where the last step was, and what it had; undefined before the first. */
  #last: { readonly step: number; readonly gasLeft: number } | undefined
  #line: string | undefined
  /** What went to lines or, of unknown code, to its node. */
  attributed = 0

  constructor(
    recording: StepRecording,
    index: number,
    parts: {
      readonly frame: RecordedFrame
      readonly node: GasTree
      readonly code: LaneCode | undefined
      readonly lines: LineGas
    },
  ) {
    this.#recording = recording
    this.frame = parts.frame
    this.node = parts.node
    this.code = parts.code
    this.#lines = parts.lines
    this.#tracker = parts.code && createTracker(recording, index, parts.code)
  }

  /** The function that runs. */
  get current(): GasTree {
    return this.#open.at(-1)?.node ?? this.node
  }

  /** Takes the next step; `called` is what the one before called took. */
  advance(step: number, called: number): void {
    const gasLeft = this.#recording.gasLeft(step)
    this.settle(gasLeft, called)
    this.#last = { step, gasLeft }
    if (this.code === undefined) return
    this.#tracker?.advance(step)
    this.#follow(step)
    const place = this.code.places.line(this.#recording.pc(step))
    // What the compiler added is of the line that needed it.
    if (place !== undefined) this.#line = this.#lines.enter(place, this.#line)
  }

  get lastStep(): number {
    return this.#last?.step ?? -1
  }

  /** Gives the last step what is gone since, but for what it called. */
  settle(gasLeft: number, called: number): void {
    if (this.#last === undefined) return
    const gas = this.#last.gasLeft - gasLeft - called
    this.#last = undefined
    this.attributed += gas
    this.current.self += gas
    if (this.code === undefined) this.#lines.unknown += gas
    else this.#lines.add(this.#line, gas)
  }

  /** Brings the functions that are open into line with what is known of them. */
  #follow(step: number): void {
    const calls = this.#tracker?.open ?? []
    while (this.#open.length > 0 && this.#open.at(-1)?.call !== calls[this.#open.length - 1]) {
      this.#open.pop()
    }
    for (const call of calls.slice(this.#open.length)) {
      const named = this.code?.places.function(this.#recording.pc(step))
      const node =
        named === undefined || call.functionId === undefined
          ? this.current
          : this.current.child(named.name, 'function', named.place)
      this.#open.push({ call, node })
    }
  }
}

function createTracker(
  recording: StepRecording,
  frame: number,
  { contract, map }: LaneCode,
): InternalCallTracker {
  return new InternalCallTracker({ recording, frame, code: map, sources: contract.sources })
}
