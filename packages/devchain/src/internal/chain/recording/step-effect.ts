import { opcodes } from '../tracing/opcodes.js'
import type { TraceStep } from '../tracing/trace-handler.js'

/** What an instruction does that stays, if it runs to its end. */
export type StepEffect =
  | { readonly kind: 'memory'; readonly offset: bigint; readonly size: bigint }
  | { readonly kind: 'storage' | 'transient'; readonly slot: bigint; readonly value: bigint }
  | { readonly kind: 'hash'; readonly preimage: Uint8Array }

/** Where among its items an instruction has the place in memory that it writes to, and how many bytes. */
interface Output {
  readonly offset: number
  /** Undefined: always as many as `bytes`. */
  readonly size?: number
  readonly bytes?: bigint
}

const outputs: ReadonlyMap<number, Output> = new Map([
  [opcodes.mstore, { offset: 0, bytes: 32n }],
  [opcodes.mstore8, { offset: 0, bytes: 1n }],
  [opcodes.calldatacopy, { offset: 0, size: 2 }],
  [opcodes.codecopy, { offset: 0, size: 2 }],
  [opcodes.returndatacopy, { offset: 0, size: 2 }],
  [opcodes.mcopy, { offset: 0, size: 2 }],
  [opcodes.extcodecopy, { offset: 1, size: 3 }],
  [opcodes.call, { offset: 5, size: 6 }],
  [opcodes.callcode, { offset: 5, size: 6 }],
  [opcodes.delegatecall, { offset: 4, size: 5 }],
  [opcodes.staticcall, { offset: 4, size: 5 }],
])

/** Longer inputs of hashes are no keys of mappings that somebody would read. */
const mostHashed = 1024n

/** The effect of the instruction that is about to run. */
export function effectOf(step: TraceStep): StepEffect | undefined {
  const { op } = step
  if (op === opcodes.sstore || op === opcodes.tstore) {
    const [slot, value] = [step.stackItem(0), step.stackItem(1)]
    if (slot === undefined || value === undefined) return undefined
    return { kind: op === opcodes.sstore ? 'storage' : 'transient', slot, value }
  }
  if (op === opcodes.keccak256) return hashOf(step)
  const output = outputs.get(op)
  if (output === undefined) return undefined
  const offset = step.stackItem(output.offset)
  const size = output.size === undefined ? output.bytes : step.stackItem(output.size)
  if (offset === undefined || size === undefined || size === 0n) return undefined
  return { kind: 'memory', offset, size }
}

function hashOf(step: TraceStep): StepEffect | undefined {
  const [offset, size] = [step.stackItem(0), step.stackItem(1)]
  if (offset === undefined || size === undefined || size > mostHashed) return undefined
  return { kind: 'hash', preimage: step.memorySlice(Number(offset), Number(size)) }
}
