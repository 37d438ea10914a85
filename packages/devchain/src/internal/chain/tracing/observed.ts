import type { Crypto } from '../../crypto.js'
import { recoverAuthority } from '../execution/authorizations.js'
import { isPrecompile } from '../execution/engine.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { traced } from '../execution/traced.js'
import { createdAddress } from './created-address.js'
import type { TraceObserver, TraceSubject } from './trace-observer.js'

/** What an observer watches. */
export interface ObservedRun<T> {
  readonly execution: Execution
  readonly block: EvmBlock
  readonly crypto: Crypto
  run(): Promise<T>
}

/** Runs with `observer` watching. What the run does to the state of `executor` stays. */
export async function observed<T>(
  executor: Executor,
  observer: TraceObserver,
  watched: ObservedRun<T>,
): Promise<T> {
  const { states, handler } = observer
  if (observer.begin !== undefined) observer.begin(await subjectOf(executor, watched))
  if (states === undefined) return traced(executor, handler, watched.run)
  await executor.state.checkpoint()
  const result = await traced(executor, handler, watched.run)
  await states.after(executor.state)
  await executor.state.revert()
  await states.before(executor.state)
  await watched.run()
  return result
}

async function subjectOf(
  executor: Executor,
  { execution, block, crypto }: Omit<ObservedRun<unknown>, 'run'>,
): Promise<TraceSubject> {
  const { sender, to, gasLimit, data, authorizations } = execution
  const account = await executor.state.getAccount(sender)
  const creation = { from: sender.bytes, nonce: account?.nonce ?? 0n, salt: undefined }
  return {
    sender: sender.bytes,
    to: to?.bytes ?? createdAddress({ ...creation, initCode: data }),
    gasLimit,
    coinbase: block.header.coinbase.bytes,
    authorities: authorizations.flatMap((authorization) => {
      const authority = recoverAuthority(authorization, executor, crypto)
      return authority === undefined ? [] : [authority.bytes]
    }),
    rules: executor.rules,
    isPrecompile: (address) => isPrecompile(executor.engine, address),
  }
}
