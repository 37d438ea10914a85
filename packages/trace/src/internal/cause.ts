import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { RecordedFrame } from '@scaffold-evm/devchain'
import { constructorCause, dispatchCause, functionWith } from './dispatch.js'
import { type KnownFrame, type Spot, spotAt, variableAt } from './frame-places.js'
import { haltCause } from './halt-causes.js'
import { failedCheck } from './invalid-instruction.js'
import type { NamedCause } from './named-cause.js'
import { lastCallee } from './origin.js'
import type { AstNode } from './source-tree.js'

/** The frame in which the failure arose. */
export interface FailedFrame {
  readonly frame: RecordedFrame
  /** Undefined for foreign code. */
  readonly known: KnownFrame | undefined
  /** Its last step, if it has any. */
  readonly lastStep: number | undefined
}

/** @param describe puts the data of a revert into words */
export function nameCause(failed: FailedFrame, describe: (data: Hex) => string): NamedCause {
  const { haltReason, returnData } = failed.frame
  if (haltReason !== 'revert') {
    const named = haltCause(failed.frame)
    return named.cause === 'invalid-opcode' ? checkCause(failed, named) : named
  }
  if (returnData.length > 0) return { cause: 'revert', message: describe(bytesToHex(returnData)) }
  return silentCause(failed) ?? withoutReason
}

/** The designated INVALID is how a contract gives up; other instructions that are none say that it is no code. */
function checkCause({ known, lastStep }: FailedFrame, named: NamedCause): NamedCause {
  if (known === undefined || lastStep === undefined) return named
  const spot = known.recording.op(lastStep) === invalid ? spotAt(known, lastStep) : undefined
  const message = spot && failedCheck(spot)
  return message === undefined ? named : { ...named, message }
}

const invalid = 0xfe

const withoutReason: NamedCause = {
  cause: 'revert-without-reason',
  message: 'reverted without a reason',
}

/** Solidity itself reverts without data for many reasons. */
function silentCause({ frame, known, lastStep }: FailedFrame): NamedCause | undefined {
  if (known === undefined || lastStep === undefined) return undefined
  const spot = spotAt(known, lastStep)
  if (spot !== undefined && !isShortGetter(frame, known, spot)) return callCause(known, spot)
  return frame.kind.startsWith('CREATE')
    ? constructorCause(frame, known)
    : dispatchCause(frame, known)
}

/** Whether a public variable was asked without what it needs: it reads that where its own source is. */
function isShortGetter({ input }: RecordedFrame, known: KnownFrame, spot: Spot): boolean {
  if (known.code !== known.contract.runtime || variableAt(spot) === undefined) return false
  const getter = functionWith(known, input.subarray(0, 4))
  return getter !== undefined && input.length < 4 + (getter.inputs?.length ?? 0) * 32
}

/** A statement with which Solidity gave up: a call that could not be made, that failed, or that answered too little. */
function callCause(known: KnownFrame, spot: Spot): NamedCause | undefined {
  const callee = lastCallee(known.recording, known.index)?.frame
  const call = callee && spotAt(known, callee.callStep)
  const isCalled = call?.range.start === spot.range.start && call.range.length === spot.range.length
  if (callee !== undefined && isCalled && callee.haltReason !== undefined) {
    return callee.haltReason === 'revert' ? undefined : haltCause(callee)
  }
  if (!isExternalCall(spot)) return undefined
  const isAnswered =
    callee !== undefined && isCalled && (callee.code.length > 0 || callee.isPrecompile)
  return isAnswered ? shortReturnData : callToNonContract
}

const callToNonContract: NamedCause = {
  cause: 'call-to-non-contract',
  message: 'called a function of an account that is no contract',
}

const shortReturnData: NamedCause = {
  cause: 'short-return-data',
  message: 'the called function returned less data than its type has',
}

function isExternalCall({ tree, range }: Spot): boolean {
  return tree
    .at(range)
    .some((node) => node.nodeType === 'FunctionCall' && / external\b/.test(calleeType(node)))
}

function calleeType({ fields }: AstNode): string {
  const expression: unknown = fields.expression
  const description: unknown = Reflect.get(Object(expression), 'typeDescriptions')
  return String(Reflect.get(Object(description), 'typeString') ?? '')
}
