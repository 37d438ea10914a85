import { Address } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import type { ExecutionRecording, RecordOptions } from '../../../recording.js'
import type { Crypto } from '../../crypto.js'
import type { WorldState } from '../../state/types.js'
import { runCall } from '../calls/run-call.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { observed } from '../tracing/observed.js'
import { ExecutionRecorder, type FrameRecord } from './execution-recorder.js'
import { Recording } from './recording.js'

/** An execution about to run. */
export interface RecordedRun {
  readonly execution: Execution
  readonly block: EvmBlock
  readonly crypto: Crypto
}

/** Runs it on the state of `executor`, with what `options` want instead of what is there, and writes down everything. */
export async function record(
  executor: Executor,
  { execution, block, crypto }: RecordedRun,
  options: RecordOptions,
): Promise<ExecutionRecording> {
  const recorder = new ExecutionRecorder()
  const plan = { execution: await substituted(execution, executor.state, options), block }
  await observed(executor, recorder, {
    ...plan,
    crypto,
    run: () => runCall(executor, plan, { crypto }),
  })
  await findCode(recorder.frames, executor.state)
  return new Recording(recorder.frames, recorder.columns)
}

/** How much more gas code gets that is not what was there. */
const gasFactor = 20n

/** The execution as `options` want it; their code goes to `state`. */
async function substituted(
  execution: Execution,
  state: WorldState,
  { codes, initCode }: RecordOptions,
): Promise<Execution> {
  if (codes === undefined && initCode === undefined) return execution
  for (const [address, code] of codes ?? []) {
    await state.putCode(new Address(hexToBytes(address)), code)
  }
  const data = execution.to === undefined ? (initCode ?? execution.data) : execution.data
  return { ...execution, data, gasLimit: execution.gasLimit * gasFactor }
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
