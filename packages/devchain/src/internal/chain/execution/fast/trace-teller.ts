import type { Log } from '@ethereumjs/evm'
import { toChainLog } from '../../blocks/chain-log.js'
import { createdAddress } from '../../tracing/created-address.js'
import { precompileHaltReason } from '../../tracing/precompile-halt.js'
import type {
  MessageKind,
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
} from '../../tracing/trace-handler.js'
import type { Pointer } from './engine-exports.js'
import { haltCodes, haltReason } from './halts.js'
import { readLog, readLogs } from './logs.js'
import type { Machine } from './machine.js'
import { MachineStep } from './machine-step.js'
import { accountFields, frameFields, frameFlags } from './records.js'

const kinds: readonly MessageKind[] = [
  'CALL',
  'CALLCODE',
  'DELEGATECALL',
  'STATICCALL',
  'CREATE',
  'CREATE2',
]

/** Tells a {@link TraceHandler} what the engine tells, in its words. */
export class TraceTeller {
  readonly #machine: Machine
  readonly #handler: TraceHandler
  readonly #precompiles: { readonly failure: string | undefined }
  readonly #step: MachineStep
  /** Messages that have begun and not ended, the addresses that their steps have. */
  readonly #messages: TraceMessage[] = []

  constructor(
    machine: Machine,
    handler: TraceHandler,
    precompiles: { readonly failure: string | undefined },
  ) {
    this.#machine = machine
    this.#handler = handler
    this.#precompiles = precompiles
    this.#step = new MachineStep(machine)
  }

  tellStep(): void {
    const message = this.#messages.at(-1)
    if (message === undefined || this.#handler.onStep === undefined) return
    this.#step.move(message)
    this.#handler.onStep(this.#step)
  }

  tellMessage(record: Pointer): void {
    const message = this.#readMessage(record)
    this.#messages.push(message)
    this.#handler.onMessage?.(message)
  }

  tellMessageEnd(halt: number, gasUsed: bigint): void {
    const message = this.#messages.pop()
    if (message === undefined || this.#handler.onMessageEnd === undefined) return
    this.#handler.onMessageEnd(this.#readEnd(message, halt, gasUsed))
  }

  tellSelfdestruct(account: Pointer, beneficiary: Pointer, balance: Pointer): void {
    const { memory, exports } = this.#machine
    this.#handler.onSelfdestruct?.({
      address: memory.address(account),
      beneficiary: memory.address(beneficiary),
      balanceWei: memory.word(balance),
      depth: exports.depth(),
    })
  }

  tellLog(log: Pointer): void {
    const { memory, exports } = this.#machine
    this.#handler.onLog?.(toChainLog(readLog(memory, log)), exports.depth())
  }

  #readMessage(record: Pointer): TraceMessage {
    const { memory, exports } = this.#machine
    const kind = kinds[memory.uint32(record + frameFields.kind)] ?? 'CALL'
    const caller = memory.address(record + frameFields.caller)
    const input = this.#readInput(record)
    const account = memory.uint32(record + frameFields.account)
    const to = account === 0 ? this.#addressOfNew(kind, caller, input) : memory.address(account)
    const codeAccount = memory.uint32(record + frameFields.codeAccount)
    return {
      kind,
      depth: exports.depth() + 1,
      from: kind === 'DELEGATECALL' ? (this.#messages.at(-1)?.to ?? caller) : caller,
      to,
      codeAddress: codeAccount === 0 ? to : memory.address(codeAccount),
      valueWei: memory.word(record + frameFields.value),
      gasLimit: memory.int64(record + frameFields.gasLimit),
      input,
      isStatic: (memory.uint32(record + frameFields.flags) & frameFlags.isStatic) !== 0,
    }
  }

  #readInput(record: Pointer): Uint8Array {
    const { memory } = this.#machine
    const place = memory.uint32(record + frameFields.input)
    return memory.slice(place, memory.uint32(record + frameFields.inputSize))
  }

  /** Of a creation that fails before its address matters. */
  #addressOfNew(kind: MessageKind, from: Uint8Array, initCode: Uint8Array): Uint8Array {
    const { memory, exports } = this.#machine
    const frame = exports.frame()
    const self = memory.uint32(frame + frameFields.account)
    const nonce = memory.uint64(self + accountFields.nonce)
    // The stack pointer stands after the place of the last argument, which is the salt.
    const saltPlace = exports.stack() + memory.uint32(frame + frameFields.stackPointer) - 32
    const salt = kind === 'CREATE2' ? memory.wordBytes(saltPlace) : undefined
    return createdAddress({ from, nonce, salt, initCode })
  }

  #readEnd(message: TraceMessage, halt: number, gasUsed: bigint): TraceMessageEnd {
    const hasSucceeded = halt === haltCodes.stop
    const isCreation = message.kind === 'CREATE' || message.kind === 'CREATE2'
    return {
      depth: message.depth,
      gasUsed,
      returnData: isCreation && hasSucceeded ? this.#createdCode() : this.#returnData(),
      haltReason:
        halt === haltCodes.precompileFailure
          ? precompileHaltReason(this.#precompiles.failure ?? '')
          : haltReason(halt),
      createdAddress: isCreation && hasSucceeded ? message.to : undefined,
      logs: hasSucceeded ? this.#logs().map(toChainLog) : [],
    }
  }

  #returnData(): Uint8Array {
    const { memory, exports } = this.#machine
    return memory.slice(exports.returnData(), exports.returnSize())
  }

  #createdCode(): Uint8Array {
    const { memory, exports } = this.#machine
    const account = memory.uint32(exports.outermost() + frameFields.account)
    const code = memory.uint32(account + accountFields.code)
    if (code === 0) return new Uint8Array(0)
    return memory.slice(exports.bytesOf(code), exports.sizeOf(code))
  }

  /** Those of the message that has just ended. */
  #logs(): Log[] {
    const { memory, exports } = this.#machine
    const record = exports.outermost()
    const place = exports.logs() + memory.uint32(record + frameFields.logMark)
    return readLogs(
      memory,
      place,
      exports.logCount() - memory.uint32(record + frameFields.logCount),
    )
  }
}
