import type { InterpreterStep } from '@ethereumjs/evm'
import { quantityToWord } from '../../words.js'
import { least } from '../bigint-math.js'
import type { Rules } from '../rules.js'
import { createdAddress } from './created-address.js'
import { opcodes } from './opcodes.js'
import { paddedSlice } from './step-view.js'
import {
  immediateHalt,
  type MessageKind,
  type TraceMessage,
  type TraceMessageEnd,
} from './trace-handler.js'

/** The frame that the instruction is in. */
export interface AttemptFrame {
  readonly address: Uint8Array
  readonly valueWei: bigint
  readonly isStatic: boolean
}

/** A call or create that ran, without a message of ethereumjs. */
export interface FailedAttempt {
  readonly message: TraceMessage
  readonly end: TraceMessageEnd
}

const kinds: ReadonlyMap<number, MessageKind> = new Map([
  [opcodes.create, 'CREATE'],
  [opcodes.call, 'CALL'],
  [opcodes.callcode, 'CALLCODE'],
  [opcodes.delegatecall, 'DELEGATECALL'],
  [opcodes.create2, 'CREATE2'],
  [opcodes.staticcall, 'STATICCALL'],
])

/** What a calling or creating instruction makes; undefined for any other. */
export function messageKind(op: number): MessageKind | undefined {
  return kinds.get(op)
}

/** Frames below the outermost. */
const mostDepth = 1024

/** The call or create of `step`, which failed before it began: ethereumjs tells nothing of those. */
export function failedAttempt(
  step: InterpreterStep,
  frame: AttemptFrame,
  rules: Rules,
): FailedAttempt | undefined {
  const kind = messageKind(step.opcode.code)
  if (kind === undefined) return undefined
  const attempt = { step, kind, frame, gasLeft: gasAtMost(step, rules), rules }
  const message = isCreation(kind) ? creationMessage(attempt) : callMessage(attempt)
  const end = {
    depth: message.depth,
    gasUsed: 0n,
    returnData: new Uint8Array(0),
    haltReason: haltReason(step, message),
    createdAddress: undefined,
    logs: [],
  }
  return { message, end }
}

interface Attempt {
  readonly step: InterpreterStep
  readonly kind: MessageKind
  readonly frame: AttemptFrame
  /** What the frame could pass on. */
  readonly gasLeft: bigint
  readonly rules: Rules
}

/** EIP-150: all but one 64th of what is left after the instruction is paid. */
function gasAtMost({ gasLeft, opcode }: InterpreterStep, rules: Rules): bigint {
  const left = gasLeft - (opcode.dynamicFee ?? BigInt(opcode.fee))
  return rules.gteHardfork('tangerineWhistle') ? left - left / 64n : left
}

function callMessage({ step, kind, frame, gasLeft, rules }: Attempt): TraceMessage {
  const item = (fromTop: number): bigint => step.stack.at(-1 - fromTop) ?? 0n
  const hasValue = kind === 'CALL' || kind === 'CALLCODE'
  const target = quantityToWord(item(1)).slice(12)
  const isOnCaller = kind === 'CALLCODE' || kind === 'DELEGATECALL'
  const paidWei = hasValue ? item(2) : 0n
  const stipend = paidWei > 0n ? rules.param('callStipendGas') : 0n
  const [offset, size] = hasValue ? [item(3), item(4)] : [item(2), item(3)]
  return {
    kind,
    depth: step.depth + 1,
    from: frame.address,
    to: isOnCaller ? frame.address : target,
    codeAddress: target,
    valueWei: kind === 'DELEGATECALL' ? frame.valueWei : paidWei,
    gasLimit: (rules.gteHardfork('tangerineWhistle') ? least(item(0), gasLeft) : item(0)) + stipend,
    input: paddedSlice(step.memory, Number(offset), Number(size)),
    isStatic: frame.isStatic || kind === 'STATICCALL',
  }
}

function creationMessage({ step, kind, frame, gasLeft }: Attempt): TraceMessage {
  const item = (fromTop: number): bigint => step.stack.at(-1 - fromTop) ?? 0n
  const initCode = paddedSlice(step.memory, Number(item(1)), Number(item(2)))
  const to = createdAddress({
    from: frame.address,
    nonce: step.account.nonce,
    salt: kind === 'CREATE2' ? quantityToWord(item(3)) : undefined,
    initCode,
  })
  return {
    kind,
    depth: step.depth + 1,
    from: frame.address,
    to,
    codeAddress: to,
    valueWei: item(0),
    gasLimit: gasLeft,
    input: initCode,
    isStatic: false,
  }
}

function isCreation(kind: MessageKind): boolean {
  return kind === 'CREATE' || kind === 'CREATE2'
}

function haltReason({ account }: InterpreterStep, { depth, valueWei }: TraceMessage): string {
  if (depth > mostDepth) return immediateHalt.depth
  return valueWei > account.balance ? 'insufficient balance' : immediateHalt.nonce
}
