import { bytesToHex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordedFrame, RecordedLog } from '@scaffold-evm/devchain'
import type { AbiIndex } from '../../abi-index.js'
import type { TracedCall, TracedCallKind, TracedEvent, TraceEntry } from '../../call-tree.js'
import { isCreation } from './creation.js'
import { outcomeOf } from './outcome.js'
import { precompileName } from './precompiles.js'
import { type SlotChange, slotChanges, toWord } from './storage-writes.js'

/** Whose code a frame runs; undefined for foreign code. */
export type Recognized = Artifact | undefined

/** What frames are read with. */
export interface FrameContext {
  readonly abi: AbiIndex
  readonly consoleLine: (call: RecordedFrame) => string | undefined
  /** By frame. */
  readonly recognized: readonly Recognized[]
}

interface Placed {
  readonly step: number
  readonly entry: TraceEntry
}

/** What the frames of a recording hold, by the frame that it happened in. */
class Contents {
  readonly #placed: Placed[][]

  constructor({ frames }: ExecutionRecording) {
    this.#placed = frames.map(() => [])
  }

  add(frame: number, step: number, entry: TraceEntry): void {
    this.#placed[frame]?.push({ step, entry })
  }

  of(frame: number): readonly TraceEntry[] {
    const placed = this.#placed[frame] ?? []
    return placed.toSorted((a, b) => a.step - b.step).map(({ entry }) => entry)
  }
}

/** The outermost frame with all that happened in it. */
export function tracedCall(recording: ExecutionRecording, context: FrameContext): TracedCall {
  const { frames } = recording
  const contents = new Contents(recording)
  for (const change of slotChanges(recording)) {
    contents.add(change.frame, change.step, toWrite(change, context.abi))
  }
  // Frames come after those that they are in, so from the last one on each is complete.
  for (let index = frames.length - 1; index > 0; index--) {
    const frame = frames[index]
    if (frame === undefined) continue
    contents.add(frame.parent, frame.callStep, entryOf(index, { recording, contents, context }))
  }
  return callOf(0, { recording, contents, context })
}

interface Reading {
  readonly recording: ExecutionRecording
  readonly contents: Contents
  readonly context: FrameContext
}

function entryOf(index: number, reading: Reading): TraceEntry {
  const frame = reading.recording.frames[index] ?? noFrame
  const text = reading.context.consoleLine(frame)
  return text === undefined ? callOf(index, reading) : { entry: 'console', text }
}

const noBytes = new Uint8Array(0)

function callOf(index: number, { recording, contents, context }: Reading): TracedCall {
  const frame = recording.frames[index] ?? noFrame
  const artifact = context.recognized[index]
  const { abi } = context
  for (const log of frame.logs) contents.add(index, log.step, toEvent(log, artifact, abi))
  return {
    entry: 'call',
    kind: kinds[frame.kind],
    from: abi.formatAddress(frame.from),
    to: abi.formatAddress(frame.to),
    codeAddress: abi.formatAddress(frame.codeAddress),
    contractName: artifact?.contractName,
    ...calledOf(frame, artifact, abi),
    isPrecompile: frame.isPrecompile,
    hasCode: frame.code.length > 0,
    input: bytesToHex(frame.input),
    valueWei: frame.kind === 'DELEGATECALL' ? 0n : frame.valueWei,
    gasLimit: frame.gasLimit,
    gasUsed: frame.gasUsed,
    outcome: outcomeOf(frame, artifact, abi),
    entries: contents.of(index),
  }
}

const kinds: Readonly<Record<RecordedFrame['kind'], TracedCallKind>> = {
  CALL: 'call',
  CALLCODE: 'callcode',
  DELEGATECALL: 'delegatecall',
  STATICCALL: 'staticcall',
  CREATE: 'create',
  CREATE2: 'create2',
}

const noFrame: RecordedFrame = {
  kind: 'CALL',
  depth: 0,
  parent: -1,
  callStep: -1,
  from: new Uint8Array(20),
  to: new Uint8Array(20),
  codeAddress: new Uint8Array(20),
  code: noBytes,
  valueWei: 0n,
  gasLimit: 0n,
  input: noBytes,
  isStatic: false,
  isPrecompile: false,
  firstStep: 0,
  endStep: 0,
  gasUsed: 0n,
  returnData: noBytes,
  haltReason: undefined,
  logs: [],
}

/** The function and its arguments, as far as they are known. */
function calledOf(
  frame: RecordedFrame,
  artifact: Recognized,
  abi: AbiIndex,
): Pick<TracedCall, 'functionName' | 'isFallback' | 'values'> {
  const { input, isPrecompile, code, codeAddress } = frame
  if (isCreation(frame)) return creationOf(input, artifact, abi)
  if (isPrecompile) {
    const functionName = precompileName(codeAddress)
    return { functionName, isFallback: false, values: undefined }
  }
  if (input.length === 0) return implicit(artifact, 'receive')
  const decoded = code.length === 0 ? undefined : abi.call(artifact, input)
  if (decoded === undefined) return implicit(artifact, 'fallback')
  const isFallback = artifact !== undefined && !decoded.isOwn
  return { functionName: decoded.entry.name, isFallback, values: decoded.values }
}

/** Without call data a receive function runs where there is one. */
function implicit(
  artifact: Recognized,
  wanted: 'receive' | 'fallback',
): Pick<TracedCall, 'functionName' | 'isFallback' | 'values'> {
  const types = (artifact?.abi ?? []).map(({ type }) => type)
  const kinds = wanted === 'receive' ? (['receive', 'fallback'] as const) : (['fallback'] as const)
  const functionName = kinds.find((kind) => types.includes(kind))
  return { functionName, isFallback: false, values: wanted === 'receive' ? [] : undefined }
}

function creationOf(
  input: Uint8Array,
  artifact: Recognized,
  abi: AbiIndex,
): Pick<TracedCall, 'functionName' | 'isFallback' | 'values'> {
  if (artifact === undefined) {
    return { functionName: undefined, isFallback: false, values: undefined }
  }
  const entry = artifact.abi.find(({ type }) => type === 'constructor')
  const data = input.subarray((artifact.bytecode.length - 2) / 2)
  const values = abi.decode(entry?.inputs ?? [], data)
  return { functionName: 'constructor', isFallback: false, values }
}

function toEvent(log: RecordedLog, artifact: Recognized, abi: AbiIndex): TracedEvent {
  const { address, topics, data } = log
  const decoded = abi.event(artifact, log)
  return {
    entry: 'event',
    address: abi.formatAddress(address),
    name: decoded?.name,
    values: decoded?.values,
    topics: topics.map(bytesToHex),
    data: bytesToHex(data),
  }
}

function toWrite({ slot, before, after, ...change }: SlotChange, abi: AbiIndex): TraceEntry {
  const address = abi.formatAddress(change.address)
  const words = { slot: toWord(slot), before: toWord(before), after: toWord(after) }
  return { entry: 'storage', address, name: undefined, ...words }
}
