import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import { blockNumberOrTag } from './block-selector.js'
import { array, either, mapped, nullable, object } from './combinators.js'
import { ParamMismatch, type ParamType } from './param-type.js'
import { address, data, hash } from './scalars.js'

/** Which logs: any of the addresses, and at each position any of the topics. Null is anything. */
export interface LogCriteria {
  readonly addresses: readonly Uint8Array[] | null
  readonly topics: readonly (readonly Uint8Array[] | null)[]
}

/** Logs of a range of blocks, or of one block. */
export interface LogFilter extends LogCriteria {
  readonly fromBlock: BlockSelector | undefined
  readonly toBlock: BlockSelector | undefined
  readonly blockHash: Uint8Array | undefined
}

/** Addresses, and topics at one position, of one filter; geth has the same bound. */
const maxAlternatives = 1_000

const addresses: ParamType<readonly Uint8Array[]> = mapped(
  either(
    'an address or an array of addresses',
    address,
    array(address, `an array of at most ${maxAlternatives} addresses`, maxAlternatives),
  ),
  (value) => (Array.isArray(value) ? value : [value]),
)

/** How much of memory criteria hold: a count of addresses and topics. */
export function weightOf({ addresses: accounts, topics }: LogCriteria): number {
  const topicCount = topics.reduce((sum, position) => sum + (position?.length ?? 0), 0)
  return (accounts?.length ?? 0) + topicCount
}

/** One position: a topic, several of which any fits, or null. A null among several makes all fit, as geth has it. */
function positionOf(topic: ParamType<Uint8Array>): ParamType<readonly Uint8Array[] | null> {
  const alternatives = array(
    nullable(topic),
    `an array of at most ${maxAlternatives} topics`,
    maxAlternatives,
  )
  return {
    expected: 'a topic (0x and 64 hexadecimal digits), an array of topics, or null',
    parse(value) {
      if (value === null) return null
      if (!Array.isArray(value)) return [topic.parse(value)]
      const topics = alternatives.parse(value)
      const given = topics.filter((entry) => entry !== null)
      return given.length === topics.length && given.length > 0 ? given : null
    },
  }
}

function createLogFilter(topic: ParamType<Uint8Array>): ParamType<LogFilter> {
  const fields = object('a filter object', {
    fromBlock: blockNumberOrTag,
    toBlock: blockNumberOrTag,
    address: addresses,
    topics: array(positionOf(topic), 'an array of at most 4 topics', 4),
    blockHash: hash,
  })
  return {
    expected: fields.expected,
    parse(value) {
      const { address: accounts, topics, blockHash, ...range } = fields.parse(value)
      if (blockHash !== undefined && (range.fromBlock ?? range.toBlock) !== undefined) {
        throw new ParamMismatch('either blockHash or fromBlock and toBlock', value)
      }
      return {
        ...range,
        blockHash,
        addresses: accounts === undefined || accounts.length === 0 ? null : accounts,
        topics: topics ?? [],
      }
    },
  }
}

/** The filter object of eth_getLogs and eth_newFilter. */
export const logFilter: ParamType<LogFilter> = createLogFilter(hash)

/** The same with topics of any length, which only logs of the right ones fit. */
export const looseLogFilter: ParamType<LogFilter> = createLogFilter(data)
