import { bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import type { ChainTransaction } from '../../chain/transactions/chain-transaction.js'
import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import { toRpcError } from '../chain-error.js'
import type { RpcContext } from '../context.js'
import type { MethodChange, Param, RpcMethod } from '../method.js'
import { withGas } from '../methods/eth-transactions.js'
import { uncheckedTransactionRequest } from '../params/transaction-request.js'
import { RpcError, rpcCode } from '../rpc-error.js'
import { chooseFees, withoutUnknownFields } from './asked-fees.js'

/** Takes requests whatever their fees say together: which of them count is Ganache's to choose. */
export function takingAnyFees(params: RpcMethod['params']): RpcMethod['params'] {
  return params.map(
    (param): Param<unknown> =>
      param.name === 'transaction' ? { ...param, type: uncheckedTransactionRequest } : param,
  )
}

/** Makes a transaction of a request, with the fees that Ganache reads out of it. */
export const withChosenFees: MethodChange = (base) => ({
  params: takingAnyFees(base.params),
  run(context, [request, ...rest]) {
    // The parameters were read before the method runs.
    const asked = withoutUnknownFields(request as TransactionRequest, context.chain)
    return base.run(context, [chooseFees(asked, context.chain.nextBlock.baseFeePerGas), ...rest])
  },
})

/** A request that pays less than the base fee is refused by the block that it is for, which is mined without it. */
export const refusingLowFees: MethodChange = (base) => ({
  params: base.params,
  async run(context, args) {
    try {
      return await base.run(context, args)
    } catch (error) {
      throw await lowFeeError(context, args, error)
    }
  },
})

interface LowFee {
  readonly fee: bigint
  readonly baseFee: bigint
}

async function lowFeeError(
  context: RpcContext,
  [given]: readonly unknown[],
  error: unknown,
): Promise<unknown> {
  const { cause } = toRpcError(error)
  if (!isScaffoldError(cause, 'CHAIN_FEE_TOO_LOW')) return error
  const { chain } = context
  const { hash } = await transactionOf(context, given)
  await chain.mine()
  // What the error of the chain carries.
  const { fee, baseFee } = cause.data as unknown as LowFee
  const reason = `Transaction's maxFeePerGas (${fee}) is less than the block's baseFeePerGas (${baseFee})`
  const message = `${reason} (vm hf=${chain.hardfork} -> block -> tx)`
  const result = bytesToHex(hash)
  return new RpcError(
    rpcCode.invalidInput,
    `VM Exception while processing transaction: ${message}`,
    { cause, data: { hash: result, programCounter: 0, result, reason: null, message } },
  )
}

function transactionOf(context: RpcContext, given: unknown): Promise<ChainTransaction> {
  const { chain } = context
  if (given instanceof Uint8Array) return chain.decodeTransaction(given)
  return chain.prepareTransaction(withGas(context, given as TransactionRequest))
}
