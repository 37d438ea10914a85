import { bytesToHex } from '@scaffold-evm/common'
import type { ChainLog } from '../../src/internal/chain/blocks/chain-log.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceSelfdestruct,
  TraceStep,
} from '../../src/internal/chain/tracing/trace-handler.js'

/** How many of the items on the stack of each step are kept, and how much of its memory. */
const shownItems = 4
const shownBytes = 64

/** Keeps all that a listener is told, a line for each event. */
export class EventRecorder implements TraceHandler {
  #lines: string[] = []

  /** What was told since the last time. */
  take(): readonly string[] {
    const lines = this.#lines
    this.#lines = []
    return lines
  }

  onStep(step: TraceStep): void {
    const { depth, pc, opcodeName, gasLeft, gasRefund, stackDepth, memorySize, isStatic } = step
    const items = Array.from({ length: shownItems }, (_, index) => step.stackItem(index) ?? '-')
    const end = Math.max(0, memorySize - shownBytes)
    this.#lines.push(
      [
        ...[depth, pc, opcodeName, gasLeft, gasRefund, stackDepth, ...items, memorySize, isStatic],
        ...[step.memorySlice(0, shownBytes), step.memorySlice(end, shownBytes)].map(bytesToHex),
        ...[step.address, step.codeAddress].map(bytesToHex),
      ].join(' '),
    )
  }

  onMessage(message: TraceMessage): void {
    const { depth, kind, valueWei, gasLimit, isStatic } = message
    const { from, to, codeAddress, input } = message
    const bytes = [from, to, codeAddress, input].map(bytesToHex)
    this.#lines.push([depth, kind, ...bytes, valueWei, gasLimit, isStatic].join(' '))
  }

  onMessageEnd(end: TraceMessageEnd): void {
    const { depth, gasUsed, haltReason, returnData, createdAddress, logs } = end
    const created = createdAddress === undefined ? '-' : bytesToHex(createdAddress)
    const parts = [haltReason, gasUsed, bytesToHex(returnData), created, ...logs.map(show)]
    this.#lines.push(`${depth} end ${parts.join(' ')}`)
  }

  onLog(log: ChainLog, depth: number): void {
    this.#lines.push(`${depth} log ${show(log)}`)
  }

  onSelfdestruct({ depth, address, beneficiary, balanceWei }: TraceSelfdestruct): void {
    const [from, to] = [address, beneficiary].map(bytesToHex)
    this.#lines.push([depth, 'destroy', from, to, balanceWei].join(' '))
  }
}

function show({ address, topics, data }: ChainLog): string {
  return [address, ...topics, data].map(bytesToHex).join(',')
}
