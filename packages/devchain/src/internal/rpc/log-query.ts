import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { BlockSelector } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'
import { collectLogs, collectLogsOfRange } from './logs.js'
import type { LogJson } from './output/log.js'
import type { LogCriteria, LogFilter } from './params/log-filter.js'
import { invalidInputError, invalidParamsError } from './rpc-error.js'

/** Blocks from one to another, both included. `to` undefined follows the head. */
export interface BlockRange {
  readonly from: bigint
  readonly to: bigint | undefined
}

/** The logs that a filter object asks for. */
export async function queryLogs(chain: Chain, filter: LogFilter): Promise<readonly LogJson[]> {
  if (filter.blockHash !== undefined) return await logsOfBlock(chain, filter, filter.blockHash)
  const range = await resolveRange(chain, filter, 'latest')
  checkEnd(chain, range)
  return await logsOfRange(chain, filter, range)
}

/** Test chains let suites ask for blocks to come; nodes of networks do not. @throws -32602 */
function checkEnd({ schedule, head }: Chain, { to }: BlockRange): void {
  if (schedule.plan === undefined || to === undefined || to <= head.number) return
  throw invalidParamsError(
    `Invalid block range: toBlock ${to} is after the latest block, which is ${head.number}`,
  )
}

/** The block numbers of a filter. What it leaves open begins at `open`. */
export async function resolveRange(
  chain: Chain,
  filter: LogFilter,
  open: BlockSelector,
): Promise<BlockRange> {
  const from = await numberOf(chain, filter.fromBlock ?? open)
  const isOpenEnded = filter.toBlock === undefined || isHeadTag(filter.toBlock)
  const to = isOpenEnded ? undefined : await numberOf(chain, filter.toBlock ?? 'latest')
  if (to !== undefined && from > to) {
    throw invalidParamsError(`Invalid block range: fromBlock ${from} is after toBlock ${to}`)
  }
  return { from, to }
}

/** The matching logs of a range, those that the forked chain holds included. */
export async function logsOfRange(
  chain: Chain,
  criteria: LogCriteria,
  range: BlockRange,
): Promise<readonly LogJson[]> {
  const to = range.to ?? chain.head.number
  const { remote } = chain
  const local = collectLogsOfRange(chain, criteria, {
    from: firstLocal(chain, range.from),
    to,
  })
  if (remote === undefined || range.from > remote.forkBlockNumber) return local
  const remoteTo =
    range.to !== undefined && range.to < remote.forkBlockNumber ? range.to : remote.forkBlockNumber
  const past = await remote.request('eth_getLogs', [
    {
      fromBlock: quantityToHex(range.from),
      toBlock: quantityToHex(remoteTo),
      ...criteriaToJson(criteria),
    },
  ])
  // The remote node speaks the same JSON-RPC; what it says of its own logs is passed on.
  return [...(past as LogJson[]), ...local]
}

function firstLocal(chain: Chain, from: bigint): bigint {
  const { remote } = chain
  return remote !== undefined && from <= remote.forkBlockNumber ? remote.forkBlockNumber + 1n : from
}

async function logsOfBlock(
  chain: Chain,
  criteria: LogCriteria,
  hash: Uint8Array,
): Promise<readonly LogJson[]> {
  const block = await chain.block({ hash })
  if (block === undefined) throw invalidInputError(`Unknown block ${bytesToHex(hash)}`)
  const { remote } = chain
  if (remote !== undefined && block.number <= remote.forkBlockNumber) {
    return await logsOfRange(chain, criteria, { from: block.number, to: block.number })
  }
  const logs: LogJson[] = []
  collectLogs(block, criteria, logs)
  return logs
}

function criteriaToJson({ addresses, topics }: LogCriteria): Readonly<Record<string, unknown>> {
  return {
    ...(addresses === null ? {} : { address: addresses.map(bytesToHex) }),
    topics: topics.map((alternatives) => alternatives?.map(bytesToHex) ?? null),
  }
}

function isHeadTag(selector: BlockSelector): boolean {
  return selector === 'latest' || selector === 'pending'
}

async function numberOf(chain: Chain, selector: BlockSelector): Promise<bigint> {
  if (typeof selector === 'object' && 'number' in selector) return selector.number
  if (selector === 'latest' || selector === 'pending') return chain.head.number
  return (await chain.block(selector))?.number ?? chain.head.number
}
