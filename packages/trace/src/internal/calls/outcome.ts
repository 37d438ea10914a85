import { bytesToHex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { RecordedFrame } from '@scaffold-evm/devchain'
import type { AbiIndex } from '../../abi-index.js'
import type { TracedOutcome } from '../../call-tree.js'
import { haltMessage } from '../halt-causes.js'
import { isCreation } from './creation.js'

/** How a frame ended. */
export function outcomeOf(
  frame: RecordedFrame,
  artifact: Artifact | undefined,
  abi: AbiIndex,
): TracedOutcome {
  const { haltReason, returnData, input, isPrecompile } = frame
  const data = bytesToHex(returnData)
  if (haltReason === 'revert') {
    return { status: 'reverted', error: abi.error(artifact, returnData), data }
  }
  if (haltReason !== undefined) return { status: 'halted', message: haltMessage(haltReason) }
  if (isCreation(frame)) return { status: 'created', codeSizeBytes: returnData.length }
  const called = isPrecompile || frame.code.length === 0 ? undefined : abi.call(artifact, input)
  const outputs = called?.entry.outputs
  const values = outputs && abi.decode(outputs, returnData)
  return { status: 'returned', values, data }
}
