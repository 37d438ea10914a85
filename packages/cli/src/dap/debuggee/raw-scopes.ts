import { bytesToHex } from '@scaffold-evm/common'
import type { ExecutionRecording } from '@scaffold-evm/devchain'
import type { DebugValue } from '@scaffold-evm/trace'
import type { ShownVariable } from './variable-handles.js'

/** What of the machine can be looked at. */
export const rawScopes = ['Call', 'Storage changes', 'Stack', 'Memory'] as const

/** The machine at a step, in a frame of the recording. */
export interface RawPlace {
  readonly recording: ExecutionRecording
  readonly step: number
}

/** Reads a part of the machine. */
export function readRaw(
  name: (typeof rawScopes)[number],
  place: RawPlace,
): Promise<readonly ShownVariable[]> {
  switch (name) {
    case 'Call':
      return Promise.resolve(callFacts(place))
    case 'Storage changes':
      return storageChanges(place)
    case 'Stack':
      return Promise.resolve(stackItems(place))
    case 'Memory':
      return Promise.resolve(memoryWords(place))
  }
}

function callFacts({ recording, step }: RawPlace): readonly ShownVariable[] {
  const frame = recording.frames[recording.frame(step)]
  if (frame === undefined) return []
  const { kind, from, to, codeAddress, valueWei, input, returnData, haltReason } = frame
  return [
    raw('kind', kind),
    raw('from', bytesToHex(from)),
    raw('to', bytesToHex(to)),
    raw('code of', bytesToHex(codeAddress)),
    raw('value', String(valueWei)),
    raw('gas left', String(recording.gasLeft(step))),
    raw('input', bytesToHex(input)),
    raw('will return', haltReason === undefined ? bytesToHex(returnData) : `fails: ${haltReason}`),
    raw('step', `${step} of ${recording.stepCount}`),
  ]
}

async function storageChanges({ recording, step }: RawPlace): Promise<readonly ShownVariable[]> {
  const seen = new Set<string>()
  const changes: ShownVariable[] = []
  for (const write of recording.storageWrites) {
    const { space, address, slot, previous, step: written } = write
    const key = `${bytesToHex(address)} ${space === 'storage' ? '' : 'transient '}${hex(slot)}`
    if (written >= step || seen.has(key)) continue
    seen.add(key)
    const now =
      space === 'storage'
        ? await recording.storage(step, address, slot)
        : recording.transientStorage(step, address, slot)
    if (now !== previous) changes.push(raw(key, `${hex(previous)} -> ${hex(now)}`))
  }
  return changes
}

function stackItems({ recording, step }: RawPlace): readonly ShownVariable[] {
  return Array.from({ length: recording.stackDepth(step) }, (_, index) => {
    const item = recording.stackItem(step, index)
    return raw(String(index), item === undefined ? '(not recorded)' : hex(item))
  })
}

const wordSize = 32

function memoryWords({ recording, step }: RawPlace): readonly ShownVariable[] {
  return Array.from({ length: recording.memorySize(step) / wordSize }, (_, index) => {
    const word = recording.memory(step, index * wordSize, wordSize)
    return raw(`0x${(index * wordSize).toString(16).padStart(4, '0')}`, bytesToHex(word))
  })
}

function hex(word: bigint): string {
  return `0x${word.toString(16)}`
}

function raw(name: string, text: string): ShownVariable {
  const value: DebugValue = {
    type: undefined,
    text,
    hasMembers: false,
    members: () => Promise.resolve([]),
  }
  return { name, value, expression: undefined }
}
