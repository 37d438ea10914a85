import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import {
  createDevchain,
  type Devchain,
  type DevchainAccount,
  type DevchainOptions,
  type ExecutionRecording,
  type RecordExecution,
  type RecordOptions,
} from '@scaffold-evm/devchain'
import { type FailureSource, FailureWatch } from '../test/explain/failure-watch.js'
import { answerLikeGanache6, type EstimateKind } from './ganache6/answer.js'
import { answerAll } from './rpc-response.js'

/** Something that will be there once the jobs of promises have run. */
export interface Pending<T> {
  value?: T
  failure?: { readonly code: string; readonly message: string }
}

/** Answers JSON text with JSON text. */
export type Ask = (text: string) => Pending<string>

/** What failed, to be recorded anew. */
export interface RealmFailures extends Pick<FailureSource, 'start' | 'stop' | 'forget'> {
  /** A number for the execution that an error tells of, null when there is none. */
  find(error: object): Pending<number | null>
  record(execution: number, options: RecordOptions | undefined): Pending<ExecutionRecording>
}

/** A chain and its accounts. */
export interface OpenChain {
  readonly accounts: readonly DevchainAccount[]
  readonly ask: Ask
  readonly failures: RealmFailures
}

/** Makes a chain. Everything that it does later happens in the jobs of promises, without waiting for anything. */
export function open(options: DevchainOptions, estimates: EstimateKind): Pending<OpenChain> {
  return pend(
    createDevchain(options).then((chain) => {
      const answer = answerLikeGanache6(chain, estimates)
      const ask: Ask = (text) =>
        pend(answerAll(answer, JSON.parse(text)).then((response) => JSON.stringify(response)))
      return { accounts: chain.accounts, ask, failures: watchFailures(chain) }
    }),
  )
}

function watchFailures(chain: Devchain): RealmFailures {
  const watch = new FailureWatch(chain)
  const found: RecordExecution[] = []
  const keep = async (error: object): Promise<number | null> => {
    const record = await watch.recorderOf(error)
    return record === undefined ? null : found.push(record) - 1
  }
  return {
    start: () => watch.start(),
    stop: () => watch.stop(),
    forget: () => watch.forget(),
    find: (error) => pend(keep(error)),
    record: (execution, options) => pend(recordAgain(found[execution], options)),
  }
}

async function recordAgain(
  record: RecordExecution | undefined,
  options: RecordOptions | undefined,
): Promise<ExecutionRecording> {
  if (record === undefined) throw new TypeError('no such execution')
  return record(options)
}

function pend<T>(promise: Promise<T>): Pending<T> {
  const pending: Pending<T> = {}
  promise.then(
    (value) => {
      pending.value = value
    },
    (error: unknown) => {
      const code = isScaffoldError(error) ? error.code : 'TRUFFLE_CHAIN_FAILED'
      pending.failure = { code, message: errorMessage(error) }
    },
  )
  return pending
}
