import { Address } from '@ethereumjs/util'
import { isScaffoldError } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import type { BlockOverrides, CallOptions } from '../../chain/calls/call.js'
import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import { toRpcError } from '../chain-error.js'
import type { RpcContext } from '../context.js'
import { type Failure, failureError } from '../failure.js'
import { callGas, inBlockAfter, inItsBlock, refusingLittleGas } from '../ganache/calling.js'
import {
  callError,
  codeSizeHalt,
  failureOf,
  lacksGasForCode,
  lastProgramCounter,
  runtimeError,
} from '../ganache/execution-error.js'
import { withAnyTopics, withBackwardRange } from '../ganache/log-queries.js'
import { tightenValue } from '../ganache/loose-value.js'
import { blockMethods, withoutPending } from '../ganache/no-pending-block.js'
import { withoutOldType } from '../ganache/receipt-type.js'
import { refusingLowFees, withChosenFees } from '../ganache/sending.js'
import {
  type MethodChange,
  type MethodTable,
  method,
  optional,
  type RpcMethod,
  required,
} from '../method.js'
import { wholePart } from '../params/scalars.js'
import { invalidParamsError, type RpcError } from '../rpc-error.js'
import { typedDataMethods } from './eth-sign.js'

type Reword = (
  failure: Failure,
  context: RpcContext,
  args: readonly unknown[],
) => RpcError | Promise<RpcError>

/** Its executions fail in Ganache's words. */
function reworded(reword: Reword): MethodChange {
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
  args: readonly unknown[],
): Promise<RpcError> {
  const [request, options] = callOf(args)
  const programCounter = await lastProgramCounter(failure, (handler) =>
    chain.tracing.call(request, { handler }, options),
  )
  return runtimeError(failure, programCounter)
}

/** What was called, and in what block. The parameters were read before the method ran. */
function callOf([request, block, , overrides]: readonly unknown[]): readonly [
  request: TransactionRequest,
  options: CallOptions,
] {
  const options = {
    ...(block === undefined ? {} : { block: block as 'latest' }),
    ...(overrides === undefined ? {} : { blockOverrides: overrides as BlockOverrides }),
  }
  return [(request ?? {}) as TransactionRequest, options]
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

/** Who calls when nobody is named. */
const nobody = new Uint8Array(20)

const insufficientBalance: Failure = {
  haltReason: 'insufficient balance',
  returnData: new Uint8Array(0),
}

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

/** How another version of Ganache names the halt of an execution. */
export type NameHalt = (
  failure: Failure,
  context: RpcContext,
  args: readonly unknown[],
) => Failure | Promise<Failure>

function renamed(nameHalt: NameHalt): MethodChange {
  return (base) => ({
    params: base.params,
    async run(context, args) {
      try {
        return await base.run(context, args)
      } catch (error) {
        const failure = failureOf(toRpcError(error))
        throw failure === undefined ? error : failureError(await nameHalt(failure, context, args))
      }
    },
  })
}

/** Ganache 7 has one name for code that is too long and for code that the gas is not enough for. */
const nameCodeHalt: NameHalt = async (failure, { chain }, args) => {
  if (failure.haltReason !== 'out of gas') return failure
  const { transactionHash } = failure
  const [asked, options] = callOf(args)
  const isCall = transactionHash === undefined
  if (isCall && asked.to !== undefined) return failure
  const lacksGas = await lacksGasForCode((handler) =>
    isCall
      ? chain.tracing.call(asked, { handler }, options)
      : chain.tracing.transaction(transactionHash, { handler }),
  )
  return lacksGas ? { ...failure, haltReason: codeSizeHalt } : failure
}

/** A call cannot give what its sender does not have. */
function withFunds(base: RpcMethod): RpcMethod {
  return {
    params: base.params,
    async run(context, args) {
      const [{ from = nobody, valueWei = 0n }, block, overrides] = args as readonly [
        TransactionRequest,
        'latest',
        CallOptions['stateOverrides'],
      ]
      if (valueWei > 0n) {
        const own = overrides?.find(({ address }) => isSameBytes(address, from))?.balanceWei
        const balance = own ?? (await balanceAt(context, from, block))
        if (balance < valueWei) throw failureError(insufficientBalance)
      }
      return base.run(context, args)
    },
  }
}

async function balanceAt(
  { chain }: RpcContext,
  account: Uint8Array,
  block: 'latest',
): Promise<bigint> {
  const state = await chain.stateAt(block)
  return (await state.getAccount(new Address(account)))?.balance ?? 0n
}

/** What both versions of Ganache change, with a version's own names of halts. */
export function ganacheChangesWith(nameHalt: NameHalt): Readonly<Record<string, MethodChange>> {
  const name = renamed(nameHalt)
  const sent: MethodChange = (base) => reworded(transactionFailed)(name(refusingLowFees(base)))
  return {
    eth_call: (base) => reworded(callError)(withoutStart(name(withCallGas(base)))),
    eth_estimateGas: (base) => reworded(estimateFailed)(name(base)),
    eth_sendTransaction: (base) => withSender(withChosenFees(sent(base))),
    eth_sendRawTransaction: sent,
    personal_sendTransaction: (base) => withChosenFees(sent(base)),
    eth_signTransaction: withChosenFees,
    eth_getTransactionReceipt: withoutOldType,
    personal_signTransaction: withChosenFees,
    evm_setAccountBalance: thenMined,
    evm_setAccountCode: thenMined,
    evm_setAccountNonce: thenMined,
    evm_setAccountStorageAt: thenMined,
  }
}

const common = ganacheChangesWith(nameCodeHalt)

function withCommon(name: string, change: (common: MethodChange) => MethodChange): MethodChange {
  return change(common[name] ?? ((base) => base))
}

/** A slot that nobody wrote to has no bytes. */
const withoutUnwritten: MethodChange = (base) => ({
  params: base.params,
  async run(context, args) {
    const word = await base.run(context, args)
    return /^0x0*$/.test(String(word)) ? '0x' : word
  },
})

/** Methods of ours that answer a little differently in Ganache 7. */
export const ganacheChanges: Readonly<Record<string, MethodChange>> = {
  ...common,
  ...Object.fromEntries(blockMethods.map((name) => [name, withoutPending])),
  eth_call: withCommon('eth_call', (change) => (base) => inItsBlock(change(withFunds(base)))),
  eth_estimateGas: withCommon(
    'eth_estimateGas',
    (change) => (base) => inBlockAfter(change(refusingLittleGas(base))),
  ),
  eth_getStorageAt: (base) => withoutUnwritten(withoutPending(base)),
  eth_getLogs: (base) => withBackwardRange(withAnyTopics(base)),
  eth_newFilter: withAnyTopics,
}

/** Methods that mean something else in Ganache. */
export const ganache: MethodTable = {
  ...typedDataMethods(tightenValue),
  evm_increaseTime: method([required('seconds', wholePart)], async ({ chain }, seconds) =>
    Number(await chain.time.increase(seconds)),
  ),
  evm_setTime: method([optional('timestampMs', wholePart)], async ({ chain }, timestampMs) => {
    const ms = timestampMs ?? BigInt(Date.now())
    return Number(await chain.time.set(ms / 1_000n))
  }),
}
