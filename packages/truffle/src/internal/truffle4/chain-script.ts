import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { createDevchain, type DevchainAccount, type DevchainOptions } from '@scaffold-evm/devchain'
import { answerLikeGanache6, type EstimateKind } from './ganache6/answer.js'
import { answerAll } from './rpc-response.js'

/** Something that will be there once the jobs of promises have run. */
export interface Pending<T> {
  value?: T
  failure?: { readonly code: string; readonly message: string }
}

/** Answers JSON text with JSON text. */
export type Ask = (text: string) => Pending<string>

/** A chain and its accounts. */
export interface OpenChain {
  readonly accounts: readonly DevchainAccount[]
  readonly ask: Ask
}

/** Makes a chain. Everything that it does later happens in the jobs of promises, without waiting for anything. */
export function open(options: DevchainOptions, estimates: EstimateKind): Pending<OpenChain> {
  return pend(
    createDevchain(options).then((chain) => {
      const answer = answerLikeGanache6(chain, estimates)
      const ask: Ask = (text) =>
        pend(answerAll(answer, JSON.parse(text)).then((response) => JSON.stringify(response)))
      return { accounts: chain.accounts, ask }
    }),
  )
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
