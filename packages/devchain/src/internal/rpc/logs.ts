import { isSameBytes } from '../bytes.js'
import type { ChainBlock } from '../chain/blocks/chain-block.js'
import type { ChainLog } from '../chain/blocks/chain-log.js'
import type { Chain } from '../chain/chain.js'
import { type LogJson, logToJson } from './output/log.js'
import type { LogCriteria } from './params/log-filter.js'
import { RpcError, rpcCode } from './rpc-error.js'

/** Whether a log is one of those asked for. */
function matchesLog(criteria: LogCriteria, log: ChainLog): boolean {
  const { addresses, topics } = criteria
  if (addresses !== null && !addresses.some((address) => isSameBytes(address, log.address))) {
    return false
  }
  if (topics.length > log.topics.length) return false
  return topics.every((alternatives, index) => {
    const topic = log.topics[index]
    if (alternatives === null) return true
    return topic !== undefined && alternatives.some((wanted) => isSameBytes(wanted, topic))
  })
}

/** The matching logs of a block, appended to `into`. */
export function collectLogs(block: ChainBlock, criteria: LogCriteria, into: LogJson[]): void {
  for (const transaction of block.transactions) {
    const { logs } = transaction.receipt
    for (let index = 0; index < logs.length; index++) {
      const log = logs[index]
      if (log !== undefined && matchesLog(criteria, log))
        into.push(logToJson(transaction, log, index))
    }
  }
}

/** The matching logs of blocks that left the chain, in the order in which they are taken back. */
export function collectRemovedLogs(
  blocks: readonly ChainBlock[],
  criteria: LogCriteria,
): readonly LogJson[] {
  const result: LogJson[] = []
  for (const block of blocks) {
    const logs: LogJson[] = []
    collectLogs(block, criteria, logs)
    for (const log of logs.reverse()) result.push({ ...log, removed: true })
  }
  return result
}

/** Logs of one answer. Their text would be some 100 MB. */
const maxLogs = 200_000

/** The matching logs of the blocks from `from` to `to`, both included, that this chain holds. @throws -32005 */
export function collectLogsOfRange(
  chain: Chain,
  criteria: LogCriteria,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): LogJson[] {
  const result: LogJson[] = []
  const last = to < chain.head.number ? to : chain.head.number
  for (let number = from; number <= last; number++) {
    const block = chain.blockAt(number)
    if (block !== undefined) collectLogs(block, criteria, result)
    if (result.length > maxLogs) throw tooManyLogsError(number)
    number = chain.lastEmptyBlock(number) ?? number
  }
  return result
}

function tooManyLogsError(reached: bigint): RpcError {
  return new RpcError(
    rpcCode.limitExceeded,
    `More than ${maxLogs} logs match, the last of them in block ${reached}: ask for fewer blocks`,
  )
}
