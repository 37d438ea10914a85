import type { RecordedFrame } from '@scaffold-evm/devchain'
import type { AbiIndex } from '../../abi-index.js'
import type { TracedCall } from '../../call-tree.js'
import { isCreation } from './creation.js'
import { precompileName } from './precompiles.js'
import type { Recognized } from './traced-call.js'

type Called = Pick<TracedCall, 'functionName' | 'isFallback' | 'values'>

/** The function and its arguments, as far as they are known. */
export function calledOf(frame: RecordedFrame, artifact: Recognized, abi: AbiIndex): Called {
  const { input, isPrecompile, code, codeAddress } = frame
  if (isCreation(frame)) return creationOf(input, artifact, abi)
  if (isPrecompile) {
    const functionName = precompileName(codeAddress)
    return { functionName, isFallback: false, values: undefined }
  }
  if (input.length === 0) return implicit(artifact, 'receive')
  const decoded = code.length === 0 ? undefined : abi.call(artifact, input)
  if (decoded === undefined) return implicit(artifact, 'fallback')
  const isFallback = artifact !== undefined && !decoded.isOwn
  return { functionName: decoded.entry.name, isFallback, values: decoded.values }
}

/** Without call data a receive function runs where there is one. */
function implicit(artifact: Recognized, wanted: 'receive' | 'fallback'): Called {
  const types = (artifact?.abi ?? []).map(({ type }) => type)
  const kinds = wanted === 'receive' ? (['receive', 'fallback'] as const) : (['fallback'] as const)
  const functionName = kinds.find((kind) => types.includes(kind))
  return { functionName, isFallback: false, values: wanted === 'receive' ? [] : undefined }
}

function creationOf(input: Uint8Array, artifact: Recognized, abi: AbiIndex): Called {
  if (artifact === undefined) {
    return { functionName: undefined, isFallback: false, values: undefined }
  }
  const entry = artifact.abi.find(({ type }) => type === 'constructor')
  const data = input.subarray((artifact.bytecode.length - 2) / 2)
  const values = abi.decode(entry?.inputs ?? [], data)
  return { functionName: 'constructor', isFallback: false, values }
}
