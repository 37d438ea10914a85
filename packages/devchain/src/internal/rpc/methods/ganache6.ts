import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import { chooseEstimatePrice, withoutUnknownFields } from '../ganache/asked-fees.js'
import { codeSizeHalt } from '../ganache/execution-error.js'
import { withoutPending } from '../ganache/no-pending-block.js'
import { takingAnyFees } from '../ganache/sending.js'
import { type MethodChange, optional, type Param, type RpcMethod } from '../method.js'
import { blockSelector } from '../params/block-selector.js'
import type { ParamType } from '../params/param-type.js'
import type { NameHalt } from './ganache.js'

/** What `eth_chainId` answers as long as nobody chose a chain id: the EVM has 1. */
const reportedChainId = '0x539'

/** Parameters of another kind. */
function taking(change: (params: readonly Param<unknown>[]) => readonly Param<unknown>[]) {
  return (base: RpcMethod): RpcMethod => ({ params: change(base.params), run: base.run })
}

/** What becomes of the answer. */
function giving(change: (result: unknown) => unknown): MethodChange {
  return (base) => ({
    params: base.params,
    run: async (context, args) => change(await base.run(context, args)),
  })
}

/** Data is read as far as it can be. */
const readingData = taking(([request, ...rest]) =>
  request === undefined ? [] : [withReadableData(request), ...rest],
)

/** There is no pending block: calls of it are those of the latest, which older versions ran in the next one. */
const inOneBlock: MethodChange = (base) => ({
  params: base.params,
  run(context, [request, block, ...rest]) {
    const isNewest = block === 'latest' || block === 'pending'
    const newest = context.settings.callsInNextBlock ? 'pending' : 'latest'
    return base.run(context, [request, isNewest ? newest : block, ...rest])
  },
})

/** Estimates are made in the next block. */
const inNextBlock = taking(([request, , ...rest]) =>
  request === undefined ? [] : [request, optional('block', nextForLatest, 'pending'), ...rest],
)

const nextForLatest: ParamType<unknown> = {
  expected: blockSelector.expected,
  parse: (value) => blockSelector.parse(value === 'latest' ? 'pending' : value),
}

/** Messages are signed by accounts that are locked, too: only transactions need them unlocked. */
const byLocked: MethodChange = (base) => ({
  params: base.params,
  run(context, [account, ...rest]) {
    const { keyring } = context.chain
    const address = account as Uint8Array
    if (!keyring.isLocked(address)) return base.run(context, [account, ...rest])
    keyring.unlock(address)
    try {
      // Signing waits for nothing.
      return base.run(context, [account, ...rest])
    } finally {
      keyring.lock(address)
    }
  },
})

/** Fees of the fee market are no fields that it knows, and what has no price has that of the node. */
const withPrice: MethodChange = (base) => ({
  params: takingAnyFees(base.params),
  run(context, [request, ...rest]) {
    const { chain, settings } = context
    const { head, nextBlock } = chain
    const { baseFeePerGas } = head.header
    const known = withoutUnknownFields(request as TransactionRequest, chain)
    const asked = chooseEstimatePrice(known, baseFeePerGas)
    if (asked.gasPrice !== undefined || baseFeePerGas !== undefined) {
      return base.run(context, [asked, ...rest])
    }
    const gasPrice = settings.unnamedGasPrice ?? nextBlock.suggestedGasPrice
    return base.run(context, [{ ...asked, gasPrice }, ...rest])
  },
})

/** Transactions that name no price have that of the version. */
const withSentPrice: MethodChange = (base) => ({
  params: base.params,
  run(context, [given, ...rest]) {
    const request = given as TransactionRequest
    const gasPrice = request.gasPrice ?? context.settings.unnamedGasPrice
    return base.run(context, [gasPrice === undefined ? request : { ...request, gasPrice }, ...rest])
  },
})

function withReadableData(param: Param<unknown>): Param<unknown> {
  const { type } = param
  return {
    ...param,
    type: { expected: type.expected, parse: (value) => type.parse(readable(value)) },
  }
}

/** Data is read up to the first character that is no hexadecimal digit, with a zero before an odd number of them. */
function readable(request: unknown): unknown {
  const data: unknown = Reflect.get(Object(request), 'data')
  if (typeof data !== 'string' || /^0x([\da-f]{2})*$/i.test(data)) return request
  const digits = data.replace(/^0x/i, '')
  const [read = ''] = /^[\da-f]*/i.exec(digits.length % 2 === 0 ? digits : `0${digits}`) ?? []
  return { ...Object(request), data: `0x${read.slice(0, read.length & ~1)}` }
}

/** Signatures of messages end in 0 or 1, not in 27 or 28. */
function withRecoveryBit(result: unknown): unknown {
  if (typeof result !== 'string') return result
  return result.replace(/1b$/, '00').replace(/1c$/, '01')
}

/** Whole bytes without leading zeros; of nothing `0x0`. */
function unpadded(result: unknown): unknown {
  if (typeof result !== 'string') return result
  const digits = result.slice(2).replace(/^(?:00)+/, '')
  return digits === '' ? '0x0' : `0x${digits}`
}

/** Code that is too long takes all gas. */
export const nameHaltOfGanache6: NameHalt = (failure) =>
  failure.haltReason === codeSizeHalt ? { ...failure, haltReason: 'out of gas' } : failure

/** What ganache-cli 6 does in another way than Ganache 7. */
export const ganache6Changes: Readonly<Record<string, MethodChange>> = {
  eth_chainId: giving((result) => (result === '0x1' ? reportedChainId : result)),
  eth_call: (base) => inOneBlock(readingData(withPrice(base))),
  eth_estimateGas: (base) => inNextBlock(readingData(withPrice(base))),
  eth_sendTransaction: (base) => readingData(withSentPrice(base)),
  eth_signTransaction: withSentPrice,
  personal_sendTransaction: withSentPrice,
  personal_signTransaction: withSentPrice,
  eth_sign: (base) => giving(withRecoveryBit)(byLocked(base)),
  eth_signTypedData: byLocked,
  eth_getStorageAt: giving(unpadded),
  eth_getTransactionCount: withoutPending,
}
