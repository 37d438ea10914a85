import { Address } from '@ethereumjs/util'
import { bigintToBytes, bytesToBigint, hexToBytes } from '@scaffold-evm/common'
import type { ExecutionRecording, RecordOptions } from '../../../recording.js'
import type { Crypto } from '../../crypto.js'
import type { WorldState } from '../../state/types.js'
import { runCall } from '../calls/run-call.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { observed } from '../tracing/observed.js'
import { ExecutionRecorder } from './execution-recorder.js'
import { findCode } from './find-code.js'
import { recordedContext } from './recorded-context.js'
import { recordedGas } from './recorded-gas.js'
import { Recording } from './recording.js'

/** An execution about to run. */
export interface RecordedRun {
  readonly execution: Execution
  readonly block: EvmBlock
  readonly crypto: Crypto
}

/** Runs it on the state of `executor`, which may seal it, with what `options` want instead of what is there, and writes down everything. */
export async function record(
  executor: Executor,
  { execution, block, crypto }: RecordedRun,
  options: RecordOptions,
): Promise<ExecutionRecording> {
  const recorder = new ExecutionRecorder()
  const plan = { execution: await substituted(execution, executor.state, options), block }
  const before = executor.state.shallowCopy()
  const outcome = await observed(executor, recorder, {
    ...plan,
    crypto,
    run: () => runCall(executor, plan, { crypto }),
  })
  await findCode(recorder.frames, executor.state)
  const gas = recordedGas(plan.execution, outcome, executor.rules)
  return Recording.create(recorder, gas, {
    context: recordedContext(execution, block, executor.rules),
    async storageBefore(address, slot) {
      const word = await before.getStorage(new Address(address), bigintToBytes(slot, 32))
      return bytesToBigint(word)
    },
  })
}

/** How many times more gas code gets that is not what was there. */
const moreGas = 19n

/** The execution as `options` want it; their code goes to `state`. */
async function substituted(
  execution: Execution,
  state: WorldState,
  { codes, initCode, extraGas = execution.gasLimit * moreGas }: RecordOptions,
): Promise<Execution> {
  if (codes === undefined && initCode === undefined) return execution
  for (const [address, code] of codes ?? []) {
    await state.putCode(new Address(hexToBytes(address)), code)
  }
  const data = execution.to === undefined ? (initCode ?? execution.data) : execution.data
  return { ...execution, data, gasLimit: execution.gasLimit + extraGas }
}
