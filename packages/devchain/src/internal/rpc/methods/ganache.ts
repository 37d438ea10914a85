import { isScaffoldError } from '@scaffold-evm/common'
import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import { toRpcError } from '../chain-error.js'
import type { RpcContext } from '../context.js'
import { type Failure, failureError } from '../failure.js'
import {
  callError,
  failureOf,
  lastProgramCounter,
  runtimeError,
} from '../ganache/execution-error.js'
import { tightenValue } from '../ganache/loose-value.js'
import { type MethodTable, method, optional, type RpcMethod, required } from '../method.js'
import { integer } from '../params/scalars.js'
import { invalidParamsError, type RpcError } from '../rpc-error.js'
import { typedDataMethods } from './eth-sign.js'

/** Gas of calls and estimates that do not say how much. */
const callGas = 50_000_000n

type Reword = (
  failure: Failure,
  context: RpcContext,
  args: readonly unknown[],
) => RpcError | Promise<RpcError>

/** What becomes of a method. */
type Change = (base: RpcMethod) => RpcMethod

/** Its executions fail in Ganache's words. */
function reworded(reword: Reword): Change {
  return (base) => ({
    params: base.params,
    async run(context, args) {
      try {
        return await base.run(context, args)
      } catch (error) {
        const known = toRpcError(error)
        const failure = failureOf(known)
        throw failure === undefined ? known : await reword(failure, context, args)
      }
    },
  })
}

async function estimateFailed(
  failure: Failure,
  { chain }: RpcContext,
  [request, block]: readonly unknown[],
): Promise<RpcError> {
  // The parameters were read before the method ran.
  const options = block === undefined ? {} : { block: block as 'latest' }
  const programCounter = await lastProgramCounter(failure, (handler) =>
    chain.tracing.call(request as TransactionRequest, { handler }, options),
  )
  return runtimeError(failure, programCounter)
}

async function transactionFailed(failure: Failure, { chain }: RpcContext): Promise<RpcError> {
  const { transactionHash } = failure
  if (transactionHash === undefined) return runtimeError(failure, 0)
  const programCounter = await lastProgramCounter(failure, (handler) =>
    chain.tracing.transaction(transactionHash, { handler }),
  )
  return runtimeError(failure, programCounter)
}

const outOfGas: Failure = { haltReason: 'out of gas', returnData: new Uint8Array(0) }

/** A call with too little gas to begin with runs out of it, too. */
function withoutStart(base: RpcMethod): RpcMethod {
  return {
    params: base.params,
    async run(context, args) {
      try {
        return await base.run(context, args)
      } catch (error) {
        throw isScaffoldError(error, 'CHAIN_INTRINSIC_GAS') ? failureError(outOfGas) : error
      }
    },
  }
}

function withCallGas(base: RpcMethod): RpcMethod {
  return {
    params: base.params,
    run(context, [request, ...rest]) {
      const asked = request as TransactionRequest
      return base.run(context, [{ ...asked, gasLimit: asked.gasLimit ?? callGas }, ...rest])
    },
  }
}

/** A block is mined after it, so that what it changed is history. */
function thenMined(base: RpcMethod): RpcMethod {
  return {
    params: base.params,
    async run(context, args) {
      const result = await base.run(context, args)
      await context.chain.mine()
      return result
    },
  }
}

/** A sender has to be named. */
function withSender(base: RpcMethod): RpcMethod {
  return {
    params: base.params,
    run(context, args) {
      const [request] = args as readonly TransactionRequest[]
      if (request?.from === undefined) throw invalidParamsError('from not found; is required')
      return base.run(context, args)
    },
  }
}

/** Methods of ours that answer a little differently in Ganache. */
export const ganacheChanges: Readonly<Record<string, Change>> = {
  eth_call: (base) => reworded(callError)(withoutStart(withCallGas(base))),
  eth_estimateGas: reworded(estimateFailed),
  eth_sendTransaction: (base) => reworded(transactionFailed)(withSender(base)),
  eth_sendRawTransaction: reworded(transactionFailed),
  personal_sendTransaction: reworded(transactionFailed),
  evm_setAccountBalance: thenMined,
  evm_setAccountCode: thenMined,
  evm_setAccountNonce: thenMined,
  evm_setAccountStorageAt: thenMined,
}

/** Methods that mean something else in Ganache. */
export const ganache: MethodTable = {
  ...typedDataMethods(tightenValue),
  evm_increaseTime: method([required('seconds', integer)], async ({ chain }, seconds) =>
    Number(await chain.time.increase(seconds)),
  ),
  evm_setTime: method([optional('timestampMs', integer)], async ({ chain }, timestampMs) => {
    const ms = timestampMs ?? BigInt(Date.now())
    return Number(await chain.time.set(ms / 1_000n))
  }),
}
