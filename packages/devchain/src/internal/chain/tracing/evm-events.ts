import type { EVMError, EVMResult, ExecResult, InterpreterStep, Message } from '@ethereumjs/evm'
import type { WorldState } from '../../state/types.js'
import { quantityToWord } from '../../words.js'
import type { ChainLog } from '../blocks/chain-log.js'
import { toChainLog } from '../blocks/chain-log.js'
import type { Rules } from '../rules.js'
import { createdAddress } from './created-address.js'
import { failedAttempt, messageKind } from './failed-attempt.js'
import { implicitStop } from './implicit-stop.js'
import { opcodes } from './opcodes.js'
import { precompileHaltReason } from './precompile-halt.js'
import { paddedSlice, StepView } from './step-view.js'
import type { MessageKind, TraceHandler, TraceMessage } from './trace-handler.js'

interface Frame {
  readonly message: Message
  readonly address: Uint8Array
  readonly codeAddress: Uint8Array
  readonly valueWei: bigint
  readonly isStatic: boolean
}

/** A step whose effect is told once the next event shows that the instruction ran. */
interface UnsettledStep {
  readonly step: InterpreterStep
  /** Of whom destroys itself: ethereumjs changes the account of the step. */
  readonly balanceWei: bigint
}

const opcodeInvalid = 0xfe

/** Where the events happen. */
export interface EventSite {
  readonly rules: Rules
  readonly state: WorldState
}

/** Tells a {@link TraceHandler} what the events of ethereumjs' EVM mean. */
export class EvmEvents {
  readonly #handler: TraceHandler
  readonly #site: EventSite
  readonly #frames: Frame[] = []
  #unsettled: UnsettledStep | undefined
  /** The refund counter after the last event: ethereumjs counts that of an SSTORE before its step. */
  #gasRefund = 0n

  constructor(handler: TraceHandler, site: EventSite) {
    this.#handler = handler
    this.#site = site
  }

  onStep(step: InterpreterStep): void {
    this.#settle()
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    const isCountedEarly = step.opcode.code === opcodes.sstore
    const gasRefund = isCountedEarly ? this.#gasRefund : step.gasRefund
    this.#gasRefund = step.gasRefund
    const { address, codeAddress, isStatic } = frame
    const op = opcodeOf(step, frame.message)
    this.#handler.onStep?.(new StepView(step, { op, gasRefund, address, codeAddress, isStatic }))
    if (hasEffect(op)) this.#unsettled = { step, balanceWei: step.account.balance }
  }

  onMessage(message: Message): void {
    const opcode = this.#unsettled?.step.opcode.code
    this.#unsettled = undefined
    this.#gasRefund = message.gasRefund
    const traced = this.#toTraceMessage(message, opcode)
    const { to: address, codeAddress, valueWei, isStatic } = traced
    this.#frames.push({ message, address, codeAddress, valueWei, isStatic })
    this.#handler.onMessage?.(traced)
  }

  onMessageEnd({ execResult, createdAddress: created }: EVMResult): void {
    const { exceptionError } = execResult
    if (exceptionError === undefined) {
      this.#settle()
      this.#tellImplicitStop(execResult)
    }
    this.#unsettled = undefined
    const frame = this.#frames.pop()
    if (frame === undefined) return
    const hasSucceeded = exceptionError === undefined
    this.#gasRefund = hasSucceeded ? (execResult.gasRefund ?? 0n) : frame.message.gasRefund
    this.#handler.onMessageEnd?.({
      depth: frame.message.depth,
      gasUsed: execResult.executionGasUsed,
      returnData: execResult.returnValue,
      haltReason: exceptionError && haltReason(exceptionError, frame.message),
      createdAddress: hasSucceeded ? created?.bytes : undefined,
      logs: hasSucceeded ? (execResult.logs ?? []).map(toChainLog) : [],
    })
  }

  #tellImplicitStop(execResult: ExecResult): void {
    const frame = this.#frames.at(-1)
    const step = frame && implicitStop(execResult, frame.message.depth)
    if (frame === undefined || step === undefined) return
    const { address, codeAddress, isStatic } = frame
    const gasRefund = execResult.gasRefund ?? 0n
    const context = { op: opcodes.stop, gasRefund, address, codeAddress, isStatic }
    this.#handler.onStep?.(new StepView(step, context))
  }

  /** Tells what the last step did, now that it is known to have run. */
  #settle(): void {
    const unsettled = this.#unsettled
    const frame = this.#frames.at(-1)
    if (unsettled === undefined || frame === undefined) return
    this.#unsettled = undefined
    const { step } = unsettled
    const { code } = step.opcode
    if (code === opcodes.selfdestruct) this.#tellSelfdestruct(unsettled, frame)
    else if (isLog(code)) this.#handler.onLog?.(logOf(step, frame.address), step.depth)
    else {
      const attempt = failedAttempt(step, frame, this.#site.rules)
      if (attempt === undefined) return
      this.#handler.onMessage?.(attempt.message)
      this.#handler.onMessageEnd?.(attempt.end)
    }
  }

  #tellSelfdestruct({ step, balanceWei }: UnsettledStep, { address }: Frame): void {
    const beneficiary = quantityToWord(step.stack.at(-1) ?? 0n).slice(12)
    this.#handler.onSelfdestruct?.({ address, beneficiary, balanceWei, depth: step.depth })
  }

  #toTraceMessage(message: Message, opcode: number | undefined): TraceMessage {
    const kind = kindOf(message, opcode)
    const from = kind === 'DELEGATECALL' ? this.#frames.at(-1)?.address : message.caller.bytes
    const to = message.to?.bytes ?? this.#addressOfNew(message)
    return {
      kind,
      depth: message.depth,
      from: from ?? message.caller.bytes,
      to,
      codeAddress: message._codeAddress?.bytes ?? to,
      valueWei: message.value,
      gasLimit: message.gasLimit,
      // Of a call it may be a view of the memory of its caller.
      input: message.data.slice(),
      isStatic: message.isStatic,
    }
  }

  /** The nonce of the creator counts the creation already. */
  #addressOfNew({ caller, salt, data }: Message): Uint8Array {
    const account = this.#site.state.overlay.account(caller.bytes)
    const nonce = (account?.data?.nonce ?? 1n) - 1n
    return createdAddress({ from: caller.bytes, nonce, salt, initCode: data })
  }
}

/** ethereumjs appends the place of a wrong jump. */
function haltReason({ error }: EVMError, { code }: Message): string {
  const isPrecompile = code !== undefined && !(code instanceof Uint8Array)
  return isPrecompile ? precompileHaltReason(error) : error.replace(/ at .*$/, '')
}

/** ethereumjs takes all bytes that are no instruction for one. */
function opcodeOf({ pc, opcode }: InterpreterStep, { code }: Message): number {
  if (opcode.code !== opcodeInvalid || !(code instanceof Uint8Array)) return opcode.code
  return code[pc] ?? opcode.code
}

function hasEffect(op: number): boolean {
  return isLog(op) || op === opcodes.selfdestruct || messageKind(op) !== undefined
}

function isLog(op: number): boolean {
  return op >= opcodes.log0 && op <= opcodes.log4
}

function kindOf({ to, salt, depth }: Message, opcode: number | undefined): MessageKind {
  const kind = depth > 0 && opcode !== undefined ? messageKind(opcode) : undefined
  if (kind !== undefined) return kind
  if (to !== undefined) return 'CALL'
  return salt === undefined ? 'CREATE' : 'CREATE2'
}

function logOf({ opcode, stack, memory }: InterpreterStep, address: Uint8Array): ChainLog {
  const topicCount = opcode.code - opcodes.log0
  const topics = Array.from({ length: topicCount }, (_, index) =>
    quantityToWord(stack.at(-3 - index) ?? 0n),
  )
  const [offset = 0n, size = 0n] = [stack.at(-1), stack.at(-2)]
  return { address, topics, data: paddedSlice(memory, Number(offset), Number(size)) }
}
