import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { AbiEntry } from '@scaffold-evm/compiler'
import type { RecordedFrame } from '@scaffold-evm/devchain'
import type { FailureCause } from '../failure.js'
import { signatureOf } from './abi/signature.js'
import { type KnownFrame, type Spot, type Subject, spotAt, variableAt } from './frame-places.js'
import { lastCallee } from './origin.js'
import type { AstNode } from './source-tree.js'

/** What made a frame fail, and one sentence about it. */
export interface NamedCause {
  readonly cause: FailureCause
  readonly message: string
  /** The function that was to be called, when none of its statements was reached. */
  readonly subject?: Subject
}

/** The frame in which the failure arose. */
export interface FailedFrame {
  readonly frame: RecordedFrame
  /** Undefined for foreign code. */
  readonly known: KnownFrame | undefined
  /** Its last step, if it has any. */
  readonly lastStep: number | undefined
}

const haltCauses: ReadonlyMap<string, NamedCause> = new Map([
  ['out of gas', { cause: 'out-of-gas', message: 'ran out of gas' }],
  [
    'code store out of gas',
    { cause: 'out-of-gas', message: 'ran out of gas while storing the code of the new contract' },
  ],
  [
    'code size to deposit exceeds maximum code size',
    { cause: 'contract-too-large', message: 'the code of the new contract is too large' },
  ],
  ['invalid opcode', { cause: 'invalid-opcode', message: 'came to an invalid instruction' }],
  ['stack overflow', { cause: 'stack-overflow', message: 'the stack of the EVM overflowed' }],
  [
    'max call depth exceeded',
    { cause: 'call-depth', message: 'called more than 1024 frames deep' },
  ],
  [
    'insufficient balance',
    { cause: 'not-enough-balance', message: 'has not the balance for the value it sends' },
  ],
  ['create collision', { cause: 'create-failed', message: 'created where there is a contract' }],
  ['precompile failed', { cause: 'precompile-failed', message: 'a precompiled contract failed' }],
])

/** An exceptional halt in words, e.g. `ran out of gas`. */
export function haltMessage(haltReason: string): string {
  return haltCauses.get(haltReason)?.message ?? haltReason
}

/** @param describe puts the data of a revert into words */
export function nameCause(failed: FailedFrame, describe: (data: Hex) => string): NamedCause {
  const { haltReason = '', returnData } = failed.frame
  if (haltReason !== 'revert') {
    return haltCauses.get(haltReason) ?? { cause: 'halt', message: haltReason }
  }
  if (returnData.length > 0) return { cause: 'revert', message: describe(bytesToHex(returnData)) }
  return silentCause(failed) ?? withoutReason
}

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
    return haltCauses.get(callee.haltReason)
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

function abiOf({ contract }: KnownFrame): readonly AbiEntry[] {
  return contract.artifact.abi
}

function isPayable({ stateMutability, payable }: AbiEntry): boolean {
  return stateMutability === 'payable' || payable === true
}

function constructorCause(frame: RecordedFrame, known: KnownFrame): NamedCause {
  const { contractName } = known.contract.artifact
  const entry = abiOf(known).find(({ type }) => type === 'constructor')
  const takesValue = entry !== undefined && isPayable(entry)
  if (frame.valueWei > 0n && !takesValue) {
    return {
      cause: 'constructor-not-payable',
      subject: { kind: 'constructor' },
      message: `the constructor of ${contractName} is not payable, and was sent ${frame.valueWei} wei`,
    }
  }
  return {
    cause: 'wrong-constructor-arguments',
    subject: { kind: 'constructor' },
    message: `the constructor of ${contractName} was given arguments that it cannot read`,
  }
}

/** Which function is called is decided before any of them runs. */
function dispatchCause(frame: RecordedFrame, known: KnownFrame): NamedCause {
  const abi = abiOf(known)
  const { contractName } = known.contract.artifact
  const { input, valueWei, kind } = frame
  const called = input.length < 4 ? undefined : functionWith(known, input.subarray(0, 4))
  if (kind !== 'DELEGATECALL' && kind !== 'CALLCODE' && isLibrary(known)) {
    return {
      ...(called !== undefined && { subject: subjectOf(called) }),
      cause: 'direct-library-call',
      message: `the library ${contractName} was called directly, which only functions that change nothing allow`,
    }
  }
  if (called !== undefined) {
    const subject = subjectOf(called)
    if (valueWei > 0n && !isPayable(called)) {
      return { ...notPayable(`${contractName}.${called.name ?? ''}`, valueWei), subject }
    }
    return {
      subject,
      cause: 'wrong-call-data',
      message: `${contractName}.${called.name ?? ''} was called with data that does not hold its arguments`,
    }
  }
  const fallback = abi.find(({ type }) => type === 'fallback')
  if (fallback !== undefined && valueWei > 0n && !isPayable(fallback)) {
    const named = notPayable(`the fallback function of ${contractName}`, valueWei)
    return { ...named, subject: { kind: 'fallback' } }
  }
  if (input.length === 0) {
    return {
      cause: 'no-receive',
      message: `${contractName} has neither a receive nor a payable fallback function for the ${valueWei} wei it was sent`,
    }
  }
  return {
    cause: 'unknown-function',
    message: `${contractName} has no function with the selector ${bytesToHex(input.subarray(0, 4))}, and no fallback function`,
  }
}

function notPayable(name: string, valueWei: bigint): NamedCause {
  return {
    cause: 'function-not-payable',
    message: `${name} is not payable, and was sent ${valueWei} wei`,
  }
}

function isLibrary({ contract }: KnownFrame): boolean {
  const push20 = '0x73'
  return contract.artifact.deployedBytecode.startsWith(`${push20}${'0'.repeat(40)}`)
}

function subjectOf({ name = '', inputs = [] }: AbiEntry): Subject {
  return { kind: 'function', name, parameterCount: inputs.length }
}

function functionWith({ contract }: KnownFrame, selector: Uint8Array): AbiEntry | undefined {
  const wanted = bytesToHex(selector).slice(2)
  const [signature] = Object.entries(contract.selectors).find(([, own]) => own === wanted) ?? []
  return contract.artifact.abi.find(
    (entry) => entry.type === 'function' && signatureOf(entry) === signature,
  )
}
