import type { AbiEntry } from '@scaffold-evm/compiler'
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
  const { args } = decoder.decode({ ...log })
  const { topics: _topics, data: _data, ...rest } = log
  return { ...rest, event: event.name, args }
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
