import type { AbiEntry } from '@scaffold-evm/compiler'
import BN from 'bn.js'
import type { LegacyLog } from '../legacy-web3.js'
import type { AbstractionState } from './abstraction-state.js'

/** Logs with `event` and `args` in place of topics and data; those of unknown events are left out. */
export function decodeLogs(
  state: AbstractionState,
  logs: readonly LegacyLog[],
): readonly unknown[] {
  const { events } = state
  return logs.flatMap((log) => {
    const [topic] = log.topics
    const event = topic === undefined ? undefined : events[topic]
    return event === undefined ? [] : [decodeLog(state, event, log)]
  })
}

function decodeLog(state: AbstractionState, event: AbiEntry, log: LegacyLog): unknown {
  const { SolidityEvent } = state.library
  const decoder = new SolidityEvent(null, withTopicTypes(event), undefined)
  const decoded = decoder.decode({ ...log })
  const args = Object.fromEntries(
    Object.entries(decoded.args).map(([name, value]) => [name, inArrays(value)]),
  )
  const { topics: _topics, data: _data, ...rest } = log
  return { ...rest, event: event.name, args }
}

/** truffle-contract 3 has web3's numbers only where they are not in an array; there they are BN. */
function inArrays(value: unknown): unknown {
  return Array.isArray(value) ? value.map(withBn) : value
}

function withBn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBn)
  const isNumber = typeof value === 'object' && value !== null
  return isNumber ? new BN((value as { toString(base: number): string }).toString(10)) : value
}

/** An indexed value that does not fit in a topic is there as its hash. */
function withTopicTypes(event: AbiEntry): AbiEntry {
  const inputs = event.inputs?.map((input) =>
    input.indexed === true && isDynamic(input.type) ? { ...input, type: 'bytes32' } : input,
  )
  return inputs === undefined ? event : { ...event, inputs }
}

function isDynamic(type: string): boolean {
  return type === 'string' || type === 'bytes' || type.endsWith(']') || type.startsWith('tuple')
}
