import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { SimulatedBlock, SimulatedCall } from '../../chain/simulate/types.js'
import { failureError } from '../failure.js'
import { rpcCode } from '../rpc-error.js'
import { type BlockJson, blockToJson } from './block.js'
import { type LogJson, logToJson } from './log.js'

/** Of an exceptional halt that is no revert, in eth_simulateV1. */
const haltCode = -32015

/** A block of eth_simulateV1, with what came of its calls. */
export function simulatedBlockToJson(
  { block, calls }: SimulatedBlock,
  content: 'transactions' | 'hashes',
): BlockJson {
  const logs = logsOf({ block, calls })
  return {
    ...blockToJson(block, content),
    calls: calls.map((call, index) => callToJson(call, logs[index] ?? [])),
  }
}

/** Logs of transfers are no logs of the block, but are counted with them. */
function logsOf({ block, calls }: SimulatedBlock): readonly (readonly LogJson[])[] {
  let firstLogIndex = 0
  return block.transactions.map((transaction, index) => {
    const place = { ...transaction, firstLogIndex }
    const logs = calls[index]?.logs ?? []
    firstLogIndex += logs.length
    return logs.map((log, position) => logToJson(place, log, position))
  })
}

function callToJson(call: SimulatedCall, logs: readonly LogJson[]): BlockJson {
  const succeeded = call.haltReason === undefined
  return {
    returnData: succeeded ? bytesToHex(call.returnData) : '0x',
    logs,
    gasUsed: quantityToHex(call.gasUsed),
    maxUsedGas: quantityToHex(call.mostGasUsed),
    status: succeeded ? '0x1' : '0x0',
    ...(succeeded ? {} : { error: callError(call) }),
  }
}

function callError(call: SimulatedCall): BlockJson {
  const { message } = failureError(call)
  return call.haltReason === 'revert'
    ? { code: rpcCode.executionFailed, message, data: bytesToHex(call.returnData) }
    : { code: haltCode, message }
}
