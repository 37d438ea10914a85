import { bytesToHex } from '@scaffold-evm/common'
import type { TraceHandler, TraceMessage } from '../../chain/tracing/trace-handler.js'
import type { TraceSubject } from '../../chain/tracing/trace-observer.js'
import type { Tracer } from './tracer.js'

/** geth's count of the functions called, by selector and size of the arguments. */
export class FourByteTracer implements Tracer, TraceHandler {
  readonly handler: TraceHandler = this
  readonly #counts = new Map<string, number>()
  #subject: TraceSubject | undefined

  begin(subject: TraceSubject): void {
    this.#subject = subject
  }

  onMessage({ kind, codeAddress, input }: TraceMessage): void {
    if (input.length < 4 || kind === 'CREATE' || kind === 'CREATE2') return
    if (this.#subject?.isPrecompile(codeAddress) === true) return
    const key = `${bytesToHex(input.subarray(0, 4))}-${input.length - 4}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  finish(): unknown {
    return Object.fromEntries(this.#counts)
  }
}
