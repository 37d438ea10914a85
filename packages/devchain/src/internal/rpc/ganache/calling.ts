import { isScaffoldError } from '@scaffold-evm/common'
import type { BlockSelector, ChainBlock } from '../../chain/blocks/chain-block.js'
import type { BlockOverrides } from '../../chain/calls/call.js'
import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import type { RpcContext } from '../context.js'
import type { MethodChange } from '../method.js'
import { RpcError, rpcCode } from '../rpc-error.js'
import { chooseCallPrice, chooseEstimatePrice, withoutUnknownFields } from './asked-fees.js'
import { takingAnyFees } from './sending.js'

/** Gas of calls and estimates that do not say how much. */
export const callGas = 50_000_000n

type CallArgs = readonly [
  request: TransactionRequest,
  block: BlockSelector | undefined,
  stateOverrides: unknown,
  blockOverrides: BlockOverrides | undefined,
]

/** A call runs in the block that it asks for, whose base fee it sees and whose gas limit is its own gas. */
export const inItsBlock: MethodChange = (base) => ({
  params: takingAnyFees(base.params),
  async run(context, args) {
    // The parameters were read before the method runs.
    const [given, selector, state, overrides] = args as CallArgs
    const asked = withoutUnknownFields(given, context.chain)
    const block = newest(selector)
    const found = hasFees(asked) ? await blockOf(context, block) : undefined
    const request = found === undefined ? asked : chooseCallPrice(asked, found.header.baseFeePerGas)
    const gasLimit = request.gasLimit ?? callGas
    const seen: BlockOverrides = { unpaidBaseFee: 'shown', gasLimit }
    return base.run(context, [{ ...request, gasLimit }, block, state, { ...seen, ...overrides }])
  },
})

/** An estimate runs in a block after the one that it asks for, at the same time and without a base fee. */
export const inBlockAfter: MethodChange = (base) => ({
  params: takingAnyFees(base.params),
  async run(context, args) {
    const [given, selector, state, overrides] = args as CallArgs
    const asked = withoutUnknownFields(given, context.chain)
    const block = newest(selector)
    const found = await blockOf(context, block)
    if (found === undefined) return base.run(context, [asked, block, state, overrides])
    const { baseFeePerGas } = found.header
    const request = chooseEstimatePrice(asked, baseFeePerGas)
    const gasLimit = request.gasLimit ?? callGas
    const seen: BlockOverrides = {
      number: found.number + 1n,
      timestampSec: found.timestampSec,
      gasLimit,
      baseFeePerGas: baseFeePerGas === undefined ? undefined : 0n,
    }
    return base.run(context, [{ ...request, gasLimit }, block, state, { ...seen, ...overrides }])
  },
})

/** An estimate with less gas than anything costs. */
export const refusingLittleGas: MethodChange = (base) => ({
  params: base.params,
  async run(context, args) {
    try {
      return await base.run(context, args)
    } catch (error) {
      if (!isScaffoldError(error, 'CHAIN_INTRINSIC_GAS')) throw error
      const { hardfork } = context.chain
      const message = `base fee exceeds gas limit (vm hf=${hardfork} -> block -> tx)`
      throw new RpcError(rpcCode.parseError, message)
    }
  },
})

/** There is no pending block: it is the latest. */
function newest(block: BlockSelector | undefined): BlockSelector {
  return block === undefined || block === 'pending' ? 'latest' : block
}

/** Undefined where there is none, which the method itself says. */
async function blockOf(
  { chain }: RpcContext,
  selector: BlockSelector,
): Promise<ChainBlock | undefined> {
  return selector === 'latest' ? chain.head : chain.block(selector)
}

function hasFees({ gasPrice, maxFeePerGas, maxPriorityFeePerGas }: TransactionRequest): boolean {
  return (gasPrice ?? maxFeePerGas ?? maxPriorityFeePerGas) !== undefined
}
