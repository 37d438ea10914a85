import { bytesToHex } from '@scaffold-evm/common'
import type { AbiEntry } from '@scaffold-evm/compiler'
import type { RecordedFrame } from '@scaffold-evm/devchain'
import { signatureOf } from './abi/signature.js'
import { contractNode, type Subject } from './definitions.js'
import type { KnownFrame } from './frame-places.js'
import type { NamedCause } from './named-cause.js'

function abiOf({ contract }: KnownFrame): readonly AbiEntry[] {
  return contract.artifact.abi
}

function isPayable({ stateMutability, payable }: AbiEntry): boolean {
  return stateMutability === 'payable' || payable === true
}

/** Why creation code gave up before a statement of the source. */
export function constructorCause(frame: RecordedFrame, known: KnownFrame): NamedCause {
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

/** Why runtime code gave up before a statement of the source: which function is called is decided before any of them runs. */
export function dispatchCause(frame: RecordedFrame, known: KnownFrame): NamedCause {
  const abi = abiOf(known)
  const { contractName } = known.contract.artifact
  const { input, valueWei, kind } = frame
  const called = input.length < 4 ? undefined : functionWith(known, input.subarray(0, 4))
  if (kind !== 'DELEGATECALL' && kind !== 'CALLCODE' && isLibrary(known)) {
    // The interface of a library leaves out the functions that change something.
    const signature = signatureWith(known, input.subarray(0, 4))
    return {
      ...(signature !== undefined && { subject: subjectOfSignature(signature) }),
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
    return { cause: 'no-receive', message: `${contractName} ${noReceive(known, valueWei)}` }
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

/** Receive functions are there since solc 0.6. */
function noReceive({ contract }: KnownFrame, valueWei: bigint): string {
  const [major = 0, minor = 0] = contract.sources.solcVersion.split('.').map(Number)
  const receive = major > 0 || minor >= 6 ? 'neither a receive nor a' : 'no'
  if (valueWei === 0n) return `has ${receive} fallback function, and was called without data`
  return `has ${receive} payable fallback function for the ${valueWei} wei it was sent`
}

function isLibrary(known: KnownFrame): boolean {
  return contractNode(known)?.node.fields.contractKind === 'library'
}

function subjectOf({ name = '', inputs = [] }: AbiEntry): Subject {
  return { kind: 'function', name, parameterCount: inputs.length }
}

/** The function of the interface that a selector stands for. */
export function functionWith(known: KnownFrame, selector: Uint8Array): AbiEntry | undefined {
  const signature = signatureWith(known, selector)
  return known.contract.artifact.abi.find(
    (entry) => entry.type === 'function' && signatureOf(entry) === signature,
  )
}

function signatureWith({ contract }: KnownFrame, selector: Uint8Array): string | undefined {
  const wanted = bytesToHex(selector).slice(2)
  return Object.entries(contract.selectors).find(([, own]) => own === wanted)?.[0]
}

function subjectOfSignature(signature: string): Subject {
  const [, name = '', list = ''] = /^(.*?)\((.*)\)$/.exec(signature) ?? []
  // Tuples count as one.
  let outer = list
  while (/\([^()]*\)/.test(outer)) outer = outer.replace(/\([^()]*\)/g, '_')
  return { kind: 'function', name, parameterCount: outer === '' ? 0 : outer.split(',').length }
}
