import { Address } from '@ethereumjs/util'
import type { WorldState } from '../../state/types.js'
import type { FrameRecord } from './frame-recorder.js'

const delegation = [0xef, 0x01, 0x00]
const delegationSize = 23

/** Fills in what code the frames ran: of contracts that came about meanwhile, whatever became of them, and of all others. */
export async function findCode(frames: readonly FrameRecord[], state: WorldState): Promise<void> {
  const created = new Map<string, Uint8Array>()
  const known = new Map<string, Uint8Array>()
  for (const frame of frames) {
    if (frame.kind === 'CREATE' || frame.kind === 'CREATE2') {
      if (frame.haltReason === undefined) created.set(String(frame.to), frame.returnData)
    } else {
      const key = String(frame.codeAddress)
      const code = created.get(key) ?? known.get(key) ?? (await codeAt(frame.codeAddress, state))
      known.set(key, code)
      frame.code = code
    }
  }
}

async function codeAt(address: Uint8Array, state: WorldState): Promise<Uint8Array> {
  const code = await state.getCode(new Address(address))
  const isDelegation =
    code.length === delegationSize && delegation.every((byte, index) => code[index] === byte)
  return isDelegation ? state.getCode(new Address(code.subarray(delegation.length))) : code
}
