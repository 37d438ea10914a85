import type { ExecutionRecording, RecordExecution, RecordOptions } from '@scaffold-evm/devchain'
import { isSameOutcome } from './twin.js'

/** An execution in its twin. */
export interface TwinRecording {
  readonly recording: ExecutionRecording
  /** Whether it ended where the original did; gas may run out anywhere between two instructions that both have. */
  readonly isExact: boolean
}

const outOfGas = 'out of gas'
const mostTries = 8

export function ranOutOfGas({ frames }: ExecutionRecording): boolean {
  return frames.some(({ haltReason }) => haltReason === outOfGas)
}

/**
 * Runs an execution that ran out of gas in its twin, with as much gas as takes that exactly as far: to the same calls and the
 * same writes. Undefined when there is no such amount.
 */
export async function recordOutOfGas(
  record: RecordExecution,
  recording: ExecutionRecording,
  options: RecordOptions,
): Promise<TwinRecording | undefined> {
  const gasLimit = recording.frames[0]?.gasLimit ?? 0n
  const wanted = progressOf(recording)
  // Code that is compiled via IR without much of its optimizer takes more than its twin.
  const between = { least: gasLimit / 2n, most: gasLimit * 4n }
  let tried = gasLimit + gasLimit / 8n
  for (let tries = 0; tries < mostTries && between.least < between.most; tries++) {
    const twin = await record({ ...options, extraGas: tried - gasLimit })
    const progress = progressOf(twin)
    if (progress === wanted && isSameOutcome(recording, twin)) {
      return { recording: twin, isExact: isSameEnd(recording, twin) }
    }
    if (progress < wanted) between.least = tried + 1n
    else between.most = tried
    tried = nextGas(between, (tried * BigInt(wanted)) / BigInt(Math.max(progress, 1)))
  }
  return undefined
}

/** As far as that went is how far more goes, mostly; where that leads astray, the middle. */
function nextGas(
  { least, most }: { readonly least: bigint; readonly most: bigint },
  likely: bigint,
): bigint {
  return likely > least && likely < most ? likely : (least + most) / 2n
}

const sstore = 0x55
const tstore = 0x5d
const log0 = 0xa0
const log4 = 0xa4
const create = 0xf0

function isWrite(op: number): boolean {
  return op === sstore || op === tstore || (op >= log0 && op <= log4)
}

/** How many calls were made, and how much was written: what an optimizer leaves as it is. */
function progressOf(recording: ExecutionRecording): number {
  let writes = 0
  for (let step = recording.firstStep; step < recording.stepCount; step++) {
    if (isWrite(recording.op(step))) writes += 1
  }
  return recording.frames.length + writes
}

/** Whether what was too expensive in the end is a write or a call of the same kind. */
function isSameEnd(a: ExecutionRecording, b: ExecutionRecording): boolean {
  const op = a.op(a.stepCount - 1)
  return op === b.op(b.stepCount - 1) && (isWrite(op) || op >= create)
}
