import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { SimulatedBlock, SimulatedCall } from '../../chain/simulate/types.js'
import type { MinedTransaction } from '../../chain/transactions/chain-transaction.js'
import { revertReason } from '../failure.js'
import { rpcCode } from '../rpc-error.js'
import { type BlockJson, blockToJson } from './block.js'
import { logToJson } from './log.js'

/** Of an exceptional halt that is no revert, in eth_simulateV1. */
const haltCode = -32015

/** A block of eth_simulateV1, with what came of its calls. */
export function simulatedBlockToJson(
  { block, calls }: SimulatedBlock,
  content: 'transactions' | 'hashes',
): BlockJson {
  return {
    ...blockToJson(block, content),
    calls: block.transactions.flatMap((transaction, index) => {
      const call = calls[index]
      return call === undefined ? [] : [callToJson(call, transaction)]
    }),
  }
}

function callToJson(call: SimulatedCall, transaction: MinedTransaction): BlockJson {
  const succeeded = call.haltReason === undefined
  return {
    returnData: succeeded ? bytesToHex(call.returnData) : '0x',
    logs: call.logs.map((log) => logToJson({ ...transaction, firstLogIndex: 0 }, log, log.index)),
    gasUsed: quantityToHex(call.gasUsed),
    maxUsedGas: quantityToHex(call.mostGasUsed),
    status: succeeded ? '0x1' : '0x0',
    ...(succeeded ? {} : { error: callError(call) }),
  }
}

/** In the words of the standard. */
function callError({ haltReason = '', returnData }: SimulatedCall): BlockJson {
  if (haltReason !== 'revert')
    return { code: haltCode, message: `vm execution error: ${haltReason}` }
  const reason = revertReason(returnData)
  const message = reason === undefined ? 'execution reverted' : `execution reverted: ${reason}`
  return { code: rpcCode.executionFailed, message, data: bytesToHex(returnData) }
}
