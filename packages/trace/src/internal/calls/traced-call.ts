import { bytesToHex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordedFrame, RecordedLog } from '@scaffold-evm/devchain'
import type { AbiIndex } from '../../abi-index.js'
import type {
  TracedArgument,
  TracedCall,
  TracedCallKind,
  TracedEvent,
  TraceEntry,
} from '../../call-tree.js'
import type { SourceTrace } from '../../source-trace.js'
import { calledOf } from './called.js'
import { Contents, type EntryPlace } from './contents.js'
import { InternalFunctions } from './internal-functions.js'
import type { NamedSlotChange } from './name-changes.js'
import { outcomeOf } from './outcome.js'
import { toWord } from './storage-writes.js'

/** Whose code a frame runs; undefined for foreign code. */
export type Recognized = Artifact | undefined

/** What of a recording makes a tree. */
export type RecordedCalls = Pick<ExecutionRecording, 'frames' | 'storageWrites' | 'preimages'>

/** What frames are read with. */
export interface FrameContext {
  readonly abi: AbiIndex
  readonly consoleLine: (call: RecordedFrame) => string | undefined
  /** By frame. */
  readonly recognized: readonly Recognized[]
  /** The same execution in the words of its source, for functions that are called within contracts. */
  readonly source: SourceTrace | undefined
  /** Arguments of those functions, by the index of the call. */
  readonly given: ReadonlyMap<number, readonly TracedArgument[]> | undefined
  /** What was stored. */
  readonly changes: readonly NamedSlotChange[]
}

/** The outermost frame with all that happened in it; with a source, by the functions that it happened in. */
export function tracedCall(recording: RecordedCalls, context: FrameContext): TracedCall {
  const functions = functionsOf(recording, context)
  const contents = new Contents(functions)
  const reading = { recording, contents, context, functions }
  for (const change of context.changes) {
    contents.add(change, toWrite(change, context.abi))
  }
  for (const [frame, { logs }] of recording.frames.entries()) {
    const artifact = context.recognized[frame]
    for (const log of logs)
      contents.add({ frame, step: log.step }, toEvent(log, artifact, context.abi))
  }
  for (const inner of innermostFirst(reading)) contents.add(inner.at, inner.read())
  return callOf(0, reading)
}

interface Reading {
  readonly recording: RecordedCalls
  readonly contents: Contents
  readonly context: FrameContext
  readonly functions: InternalFunctions | undefined
}

interface Inner {
  /** Where it was called. */
  readonly at: EntryPlace
  read(): TraceEntry
}

/** Frames and functions, each before those that it was called from: then it is complete. */
function innermostFirst(reading: Reading): readonly Inner[] {
  const { recording, contents } = reading
  const frames = recording.frames.slice(1).map(
    ({ parent, callStep }, at): Inner => ({
      at: { frame: parent, step: callStep },
      read: () => entryOf(at + 1, reading),
    }),
  )
  const functions = (reading.functions?.all() ?? []).map(
    ({ call, ...named }): Inner => ({
      at: { frame: call.frame, step: call.callStep },
      read: () => ({
        ...named,
        values: reading.context.given?.get(call.index),
        entries: contents.ofCall(call.index),
      }),
    }),
  )
  return [...frames, ...functions].sort((a, b) => b.at.step - a.at.step)
}

function functionsOf(
  { frames }: RecordedCalls,
  { source, recognized, abi }: FrameContext,
): InternalFunctions | undefined {
  if (source === undefined) return undefined
  return new InternalFunctions(
    source,
    (frame) => calledOf(frames[frame] ?? noFrame, recognized[frame], abi).functionName,
  )
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
    entries: contents.ofFrame(index),
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

function toWrite(
  { slot, before, after, parts, ...change }: NamedSlotChange,
  abi: AbiIndex,
): TraceEntry {
  const address = abi.formatAddress(change.address)
  const words = { slot: toWord(slot), before: toWord(before), after: toWord(after) }
  return { entry: 'storage', address, parts, ...words }
}
