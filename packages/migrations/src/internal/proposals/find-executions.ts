import { type Hex, isHex, isScaffoldError, quantityToHex } from '@scaffold-evm/common'
import { id } from '@scaffold-evm/project/ethers'
import type { ChainReader } from '../steps/chain-reader.js'

/** Logs of a Safe that did not do what it was told. */
const failures = new Set([
  id('ExecutionFailure(bytes32,uint256)'),
  id('ExecutionFromModuleFailure(address)'),
])

/** Blocks of one question, where a node does not answer for all at once. */
const fewestBlocks = 500

async function logsOf(
  contract: string,
  range: { readonly from: number; readonly to: number },
  reader: ChainReader,
): Promise<readonly unknown[]> {
  const { from, to } = range
  const filter = {
    address: contract,
    fromBlock: quantityToHex(from),
    toBlock: quantityToHex(to),
  }
  try {
    const logs = await reader.ask('eth_getLogs', filter)
    return Array.isArray(logs) ? logs : []
  } catch (error) {
    // Nodes limit how much they look through for one question.
    if (isScaffoldError(error) || to - from < fewestBlocks) throw error
    const middle = Math.floor((from + to) / 2)
    const first = await logsOf(contract, { from, to: middle }, reader)
    return [...first, ...(await logsOf(contract, { from: middle + 1, to }, reader))]
  }
}

/** Whether a contract did in a transaction what it was told, as far as its logs say. */
export async function wroteLogIn(
  hash: Hex,
  contract: string,
  reader: ChainReader,
): Promise<boolean> {
  const receipt = await reader.ask('eth_getTransactionReceipt', hash)
  const logs: unknown = Reflect.get(Object(receipt), 'logs')
  const own = (Array.isArray(logs) ? logs : []).filter(
    (log) => String(Reflect.get(log, 'address')).toLowerCase() === contract.toLowerCase(),
  )
  return own.length > 0 && !own.some(saysFailure)
}

function saysFailure(log: unknown): boolean {
  const topics: unknown = Reflect.get(Object(log), 'topics')
  return Array.isArray(topics) && failures.has(String(topics[0]))
}

/** Transactions after a block in which a contract wrote a log, and none that says that it failed, in their order. */
export async function findExecutions(
  contract: string,
  afterBlock: number,
  reader: ChainReader,
): Promise<readonly Hex[]> {
  const head = await reader.blockNumber()
  if (head <= afterBlock) return []
  const found = new Map<Hex, boolean>()
  for (const log of await logsOf(contract, { from: afterBlock + 1, to: head }, reader)) {
    const hash: unknown = Reflect.get(Object(log), 'transactionHash')
    if (isHex(hash)) found.set(hash, (found.get(hash) ?? true) && !saysFailure(log))
  }
  return [...found].filter(([, succeeded]) => succeeded).map(([hash]) => hash)
}
