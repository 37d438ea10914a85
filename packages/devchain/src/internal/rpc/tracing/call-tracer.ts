import type { EVMResult, Message } from '@ethereumjs/evm'
import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { CallResult, TraceStep } from '../../chain/types.js'
import { revertReason } from '../failure.js'
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

/** geth's words for the halts that ethereumjs names otherwise. */
const haltNames: ReadonlyMap<string, string> = new Map([
  ['revert', 'execution reverted'],
  ['invalid JUMP', 'invalid jump destination'],
  ['code store out of gas', 'contract creation code storage out of gas'],
  ['code size to deposit exceeds maximum code size', 'max code size exceeded'],
  ['static state change', 'write protection'],
  ['create collision', 'contract address collision'],
])

/** The tree of calls. */
export class CallTracer implements Tracer {
  readonly #options: CallTracerOptions
  /** The frames that are open, outermost first; undefined for those that are not shown. */
  readonly #open: { readonly frame: CallFrame; readonly message: Message }[] = []
  #root: CallFrame | undefined
  #logCount = 0
  #lastOpcode = 'CALL'

  constructor(options: CallTracerOptions) {
    this.#options = options
  }

  onStep(step: TraceStep): void {
    this.#lastOpcode = step.opcode.name
    if (this.#options.withLog === true && /^LOG[0-4]$/.test(step.opcode.name)) this.#addLog(step)
  }

  onMessage(message: Message): void {
    const parent = this.#open.at(-1)
    const frame = this.#frameOf(message, parent?.message)
    if (parent === undefined) this.#root = frame
    else if (this.#options.onlyTopCall !== true) {
      parent.frame.calls ??= []
      parent.frame.calls.push(frame)
    }
    this.#open.push({ frame, message })
  }

  onMessageEnd({ execResult, createdAddress }: EVMResult): void {
    const frame = this.#open.pop()?.frame
    if (frame === undefined) return
    frame.gasUsed = quantityToHex(execResult.executionGasUsed)
    if (createdAddress !== undefined) frame.to = bytesToHex(createdAddress.bytes)
    if (execResult.returnValue.length > 0) frame.output = bytesToHex(execResult.returnValue)
    const halt = execResult.exceptionError?.error
    if (halt === undefined) return
    frame.error = haltNames.get(halt) ?? halt
    delete frame.logs
    const reason = halt === 'revert' ? revertReason(execResult.returnValue) : undefined
    if (reason !== undefined) frame.revertReason = reason
  }

  finish(result: CallResult): unknown {
    // The transaction paid more than its outermost frame: intrinsic gas, less refunds.
    if (this.#root !== undefined) this.#root.gasUsed = quantityToHex(result.gasUsed)
    return this.#root ?? {}
  }

  #frameOf(message: Message, parent: Message | undefined): CallFrame {
    const isCreate = message.to === undefined
    const type = parent === undefined ? (isCreate ? 'CREATE' : 'CALL') : this.#lastOpcode
    const target = message._codeAddress ?? message.to
    const from = message.delegatecall ? parent?.to : message.caller
    return {
      type,
      from: bytesToHex((from ?? message.caller).bytes),
      ...(target === undefined || isCreate ? {} : { to: bytesToHex(target.bytes) }),
      ...(type === 'STATICCALL' ? {} : { value: quantityToHex(message.value) }),
      gas: quantityToHex(message.gasLimit),
      input: bytesToHex(message.data),
    }
  }

  #addLog({ stack, memory, opcode, address }: TraceStep): void {
    const frame = this.#open.at(-1)?.frame
    if (frame === undefined) return
    const topics = Number(opcode.name.slice(3))
    const [offset, size] = [Number(stack.at(-1) ?? 0n), Number(stack.at(-2) ?? 0n)]
    const data = new Uint8Array(Math.min(size, memory.length + 1_000_000))
    data.set(memory.subarray(offset, offset + size))
    frame.logs ??= []
    frame.logs.push({
      address: bytesToHex(address.bytes),
      topics: Array.from({ length: topics }, (_, index) => wordToHex(stack.at(-3 - index) ?? 0n)),
      data: bytesToHex(data),
      position: quantityToHex(frame.calls?.length ?? 0),
      index: quantityToHex(this.#logCount++),
    })
  }
}

function wordToHex(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
