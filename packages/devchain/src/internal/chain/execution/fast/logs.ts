import type { Log } from '@ethereumjs/evm'
import type { Pointer } from './engine-exports.js'
import type { EngineMemory } from './engine-memory.js'
import { logFields } from './records.js'

const addressBytes = 20

/** The `count` logs from `place` on. */
export function readLogs(memory: EngineMemory, place: Pointer, count: number): Log[] {
  const logs: Log[] = []
  for (let index = 0; index < count; index++) {
    logs.push(readLog(memory, place))
    place += logSize(memory, place)
  }
  return logs
}

/** The log whose record is at `place`. */
export function readLog(memory: EngineMemory, place: Pointer): Log {
  const topicCount = memory.uint32(place + logFields.topicCount)
  const topics = place + logFields.topics
  const data = topics + topicCount * 32
  return [
    memory.slice(place, addressBytes),
    Array.from({ length: topicCount }, (_, index) => memory.slice(topics + index * 32, 32)),
    memory.slice(data, memory.uint32(place + logFields.dataSize)),
  ]
}

function logSize(memory: EngineMemory, place: Pointer): number {
  const dataSize = memory.uint32(place + logFields.dataSize)
  const topicCount = memory.uint32(place + logFields.topicCount)
  return logFields.topics + topicCount * 32 + ((dataSize + 7) & ~7)
}
