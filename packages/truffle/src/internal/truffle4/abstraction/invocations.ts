import type { LegacyFunction } from '../legacy-web3.js'
import type { AbstractionState } from './abstraction-state.js'
import { decodeLogs } from './decode-logs.js'
import { detectNetwork } from './detect-network.js'
import { hasFailed, waitForReceipt } from './receipts.js'
import { StatusError } from './status-error.js'
import { splitArguments } from './transaction-values.js'

/** What web3 0.20 takes: arguments, transaction values, a callback. */
export type Invoked = (...args: unknown[]) => unknown

/** A function that gives a promise for what `invoked` calls back with. */
export function promising(state: AbstractionState, invoked: Invoked): Invoked {
  return async (...given: unknown[]) => {
    const { args, transaction } = splitArguments(state, given)
    await detectNetwork(state)
    return call(invoked, [...args, transaction])
  }
}

/** A function that sends a transaction and gives a promise for what became of it. */
export function transacting(state: AbstractionState, invoked: Invoked): Invoked {
  return async (...given: unknown[]) => {
    const { args, transaction } = splitArguments(state, given)
    await detectNetwork(state)
    const tx = String(await call(invoked, [...args, transaction]))
    const receipt = await waitForReceipt(state, tx)
    if (hasFailed(receipt)) throw new StatusError(transaction['gas'], tx, receipt)
    return { tx, receipt, logs: decodeLogs(state, receipt.logs) }
  }
}

/** A function of a contract with all ways to invoke it. */
export function contractMethod(
  state: AbstractionState,
  method: LegacyFunction,
  isConstant: boolean,
): Invoked {
  const direct = isConstant ? promising(state, method) : transacting(state, method)
  return Object.assign(direct, {
    call: promising(state, method.call),
    sendTransaction: promising(state, method.sendTransaction),
    request: method.request,
    estimateGas: promising(state, method.estimateGas),
  })
}

function call(invoked: Invoked, args: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    invoked(...args, (error: unknown, result: unknown) => {
      if (error === null || error === undefined) resolve(result)
      else reject(error)
    })
  })
}
