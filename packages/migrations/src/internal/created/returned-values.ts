import { isHex } from '@scaffold-evm/common'
import {
  type FunctionFragment,
  Interface,
  type TransactionReceipt,
} from '@scaffold-evm/project/ethers'
import type { ChainReader } from '../steps/chain-reader.js'
import { frameOf, traceCall } from './created-addresses.js'

/** A call that was mined. */
export interface ReturningCall {
  readonly receipt: TransactionReceipt
  /** The contract that was called. */
  readonly maker: string
  readonly reader: ChainReader
}

/** Return data of a mined call, of its trace; without one, of the same call in the state before its block. */
async function returnData({ receipt, maker, reader }: ReturningCall): Promise<unknown> {
  const frame = await traceCall(receipt.hash, reader)
  // A Safe, or another contract in between, may have called it.
  if (frame !== undefined) return Reflect.get(Object(frameOf(frame, maker)), 'output')
  // What other transactions of the block did before it could change the answer.
  if (receipt.index > 0) return undefined
  const tx = isHex(receipt.hash) ? await reader.transaction(receipt.hash) : undefined
  if (tx?.to?.toLowerCase() !== maker.toLowerCase()) return undefined
  const { from, to, data, valueWei } = tx
  const call = { from, to, data, value: `0x${valueWei.toString(16)}` }
  const before = `0x${(receipt.blockNumber - 1).toString(16)}`
  return reader.ask('eth_call', call, before).catch(() => undefined)
}

/** What a mined call returned; undefined when the node cannot tell any more. */
export async function returnedValues(
  call: ReturningCall,
  method: FunctionFragment,
): Promise<readonly unknown[] | undefined> {
  const data = await returnData(call)
  if (typeof data !== 'string' || data === '0x') return undefined
  return new Interface([method]).decodeFunctionResult(method, data).toArray()
}
