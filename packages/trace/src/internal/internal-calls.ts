import type { StepRecording } from '@scaffold-evm/devchain'
import type { CompiledSources } from '../compiled-contract.js'
import type { CodeMap } from './code-map.js'

/** A function that was entered and not left yet, within one frame of the EVM. */
export interface InternalCall {
  /** AST id of the function's definition; undefined when the compiler does not say. */
  readonly functionId: number | undefined
  /** The step of the JUMP that entered it. */
  readonly jumpStep: number
}

interface OpenCall extends InternalCall {
  /** Where the function goes back to, and how deep the stack is there. Undefined when unknown. */
  readonly back: { readonly pc: number; readonly stackDepth: number } | undefined
}

/** What runs in one frame. */
export interface FrameCode {
  readonly recording: StepRecording
  /** Index of the frame. */
  readonly frame: number
  readonly code: CodeMap
  readonly sources: CompiledSources
}

const jump = 0x56
const jumpi = 0x57

/** The functions that are open after step `last` of the frame, the outermost first. */
export function internalCalls(place: FrameCode, last: number): readonly InternalCall[] {
  const { recording, frame } = place
  const tracker = new InternalCallTracker(place)
  const first = Math.max(recording.firstStep, recording.frames[frame]?.firstStep ?? 0)
  for (let step = first; step <= last; step++) {
    if (recording.frame(step) === frame) tracker.advance(step)
  }
  return tracker.open
}

/** Follows one frame through its steps. */
export class InternalCallTracker {
  readonly #place: FrameCode
  readonly #open: OpenCall[] = []
  #previous = -1

  constructor(place: FrameCode) {
    this.#place = place
  }

  /** The functions that were entered and not left, the outermost first. */
  get open(): readonly InternalCall[] {
    return this.#open
  }

  /** Takes the next step of the frame. */
  advance(step: number): void {
    const { recording } = this.#place
    const op = this.#previous < 0 ? -1 : recording.op(this.#previous)
    if (op === jump || op === jumpi) {
      follow(this.#place, this.#open, { jumpStep: this.#previous, step })
    }
    this.#previous = step
  }
}

function follow(
  place: FrameCode,
  open: OpenCall[],
  at: { readonly jumpStep: number; readonly step: number },
): void {
  if (place.code.hasEntries) followByEntry(place, open, at)
  else followByMark(place, open, at)
}

/** From solc 0.8.5 on, what the compiler says of entries makes it exact. */
function followByEntry(
  { recording, code }: FrameCode,
  open: OpenCall[],
  { jumpStep, step }: { readonly jumpStep: number; readonly step: number },
): void {
  const pc = recording.pc(step)
  const depth = recording.stackDepth(step)
  const left = open.findLastIndex(({ back }) => back?.pc === pc && back.stackDepth === depth)
  if (left !== -1) open.length = left
  const entry = code.entry(pc)
  if (entry === undefined) return
  const target = recording.stackItem(step, entry.parameterSlots)
  const stackDepth = depth - entry.parameterSlots - 1 + entry.returnSlots
  const back = target === undefined ? undefined : { pc: Number(target), stackDepth }
  open.push({ functionId: entry.id, jumpStep, back })
}

/** Before that, source maps mark which jumps enter functions and which leave them. */
function followByMark(
  { recording, code, sources }: FrameCode,
  open: OpenCall[],
  { jumpStep, step }: { readonly jumpStep: number; readonly step: number },
): void {
  const mark = code.range(recording.pc(jumpStep))?.jump
  if (mark === 'o') open.pop()
  if (mark !== 'i') return
  const range = code.range(recording.pc(step))
  const tree = range === undefined ? undefined : sources.byIndex(range.file)
  const target = range && tree?.at(range).find(({ nodeType }) => nodeType === 'FunctionDefinition')
  open.push({ functionId: target?.id, jumpStep, back: undefined })
}
