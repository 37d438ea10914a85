import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
} from '../../chain/tracing/trace-handler.js'
import type { CallResult, ChainLog } from '../../chain/types.js'
import { revertReason } from '../failure.js'
import { haltName } from './halt-names.js'
import type { Tracer } from './tracer.js'

/** geth's options of the call tracer. */
export interface CallTracerOptions {
  readonly onlyTopCall?: boolean | undefined
  readonly withLog?: boolean | undefined
}

interface CallLog {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly position: Hex
  readonly index: Hex
}

interface CallFrame {
  readonly type: string
  readonly from: Hex
  to?: Hex
  readonly value?: Hex
  gas: Hex
  gasUsed?: Hex
  readonly input: Hex
  output?: Hex
  error?: string
  revertReason?: string
  calls?: CallFrame[]
  logs?: CallLog[]
}

/** The tree of calls. */
export class CallTracer implements Tracer, TraceHandler {
  readonly handler: TraceHandler = this
  readonly onLog: TraceHandler['onLog']
  readonly #options: CallTracerOptions
  /** Those that are open, outermost first. */
  readonly #open: CallFrame[] = []
  #root: CallFrame | undefined
  #logCount = 0

  constructor(options: CallTracerOptions) {
    this.#options = options
    this.onLog = options.withLog === true ? (log) => this.#addLog(log) : undefined
  }

  onMessage(message: TraceMessage): void {
    const parent = this.#open.at(-1)
    const frame = frameOf(message)
    if (parent === undefined) this.#root = frame
    else if (this.#options.onlyTopCall !== true) {
      parent.calls ??= []
      parent.calls.push(frame)
    }
    this.#open.push(frame)
  }

  onMessageEnd({ gasUsed, returnData, haltReason }: TraceMessageEnd): void {
    const frame = this.#open.pop()
    if (frame === undefined) return
    frame.gasUsed = quantityToHex(gasUsed)
    if (returnData.length > 0) frame.output = bytesToHex(returnData)
    if (haltReason === undefined) return
    frame.error = haltName(haltReason)
    delete frame.logs
    const reason = haltReason === 'revert' ? revertReason(returnData) : undefined
    if (reason !== undefined) frame.revertReason = reason
  }

  finish(result: CallResult): unknown {
    // The transaction paid more than its outermost frame: intrinsic gas, less refunds.
    if (this.#root !== undefined) this.#root.gasUsed = quantityToHex(result.gasUsed)
    return this.#root ?? {}
  }

  #addLog({ address, topics, data }: ChainLog): void {
    const frame = this.#open.at(-1)
    if (frame === undefined) return
    frame.logs ??= []
    frame.logs.push({
      address: bytesToHex(address),
      topics: topics.map(bytesToHex),
      data: bytesToHex(data),
      position: quantityToHex(frame.calls?.length ?? 0),
      index: quantityToHex(this.#logCount++),
    })
  }
}

function frameOf({ kind, from, codeAddress, valueWei, gasLimit, input }: TraceMessage): CallFrame {
  return {
    type: kind,
    from: bytesToHex(from),
    to: bytesToHex(codeAddress),
    ...(kind === 'STATICCALL' ? {} : { value: quantityToHex(valueWei) }),
    gas: quantityToHex(gasLimit),
    input: bytesToHex(input),
  }
}
