import { Address } from '@ethereumjs/util'
import type { ExecutionRecording } from '../../../recording.js'
import type { WorldState } from '../../state/types.js'
import { ExecutionRecorder, type FrameRecord } from './execution-recorder.js'
import { Recording } from './recording.js'

/** Runs an execution again and writes down everything. */
export type RecordExecution = () => Promise<ExecutionRecording>

/** Runs something with `recorder` watching, and then `conclude` on the state that it left. */
export type WatchedRun = (
  recorder: ExecutionRecorder,
  conclude: (state: WorldState) => Promise<void>,
) => Promise<unknown>

/** Records what `run` runs. */
export async function record(run: WatchedRun): Promise<ExecutionRecording> {
  const recorder = new ExecutionRecorder()
  await run(recorder, (state) => findCode(recorder.frames, state))
  return new Recording(recorder.frames, recorder.columns)
}

const delegation = [0xef, 0x01, 0x00]
const delegationSize = 23

/** Fills in what code the frames ran: of contracts that came about meanwhile, whatever became of them, and of all others. */
async function findCode(frames: readonly FrameRecord[], state: WorldState): Promise<void> {
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
