import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type { SendOptions } from '../../chain/chain.js'
import type {
  ChainTransaction,
  MinedTransaction,
} from '../../chain/transactions/chain-transaction.js'
import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import type { RpcContext } from '../context.js'
import { failureError } from '../failure.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { networkEncoding } from '../output/encoding.js'
import { receiptToJson } from '../output/receipt.js'
import { minedTransactionToJson, pendingTransactionToJson } from '../output/transaction.js'
import { blockNumberOrTag } from '../params/block-selector.js'
import { transactionCondition } from '../params/condition.js'
import { data, hash, integer, quantity, quantity64 } from '../params/scalars.js'
import { transactionRequest } from '../params/transaction-request.js'
import { invalidInputError, invalidParamsError, RpcError, rpcCode } from '../rpc-error.js'
import { assertCondition } from '../transaction-condition.js'

function showTransaction(
  { chain }: RpcContext,
  found: ChainTransaction | MinedTransaction,
): unknown {
  return chain.isMined(found) ? minedTransactionToJson(found) : pendingTransactionToJson(found)
}

async function inBlock(
  { chain }: RpcContext,
  selector: BlockSelector,
  index: bigint,
): Promise<MinedTransaction | undefined> {
  const block = await chain.block(selector)
  return block?.transactions[Number(index)]
}

/** The hash, or the error that a transaction which was mined and failed is answered with. */
function outcome({ chain, settings }: RpcContext, transactionHash: Uint8Array): Hex {
  if (settings.throwOnTransactionFailures) {
    const found = chain.transaction(transactionHash)
    if (found !== undefined && chain.isMined(found) && !found.receipt.succeeded) {
      const record = chain.tracing.recorderOfTransaction(transactionHash)
      throw failureError({ ...found.receipt, transactionHash, record })
    }
  }
  return bytesToHex(transactionHash)
}

/** Sends what was asked for, with the gas that the node was told to give. */
export function sendRequest(context: RpcContext, request: TransactionRequest): Promise<Hex> {
  return answerSender(context, (options) => context.chain.send(withGas(context, request), options))
}

/** What a transaction is answered with, as soon as its sender may hear of it. */
async function answerSender(
  context: RpcContext,
  send: (options?: SendOptions) => Promise<Uint8Array>,
): Promise<Hex> {
  if (context.answersBeforeSeal !== true) return outcome(context, await send())
  return await new Promise((resolve, reject) => {
    const beforeSeal = (hash: Uint8Array): Promise<void> => {
      resolve(bytesToHex(hash))
      // The answer is written before the next turn.
      return new Promise((seal) => setImmediate(seal))
    }
    send({ beforeSeal })
      .then((hash) => resolve(outcome(context, hash)), reject)
      .catch(reject)
  })
}

/** The transaction that was asked for, complete and signed, as it travels. */
export async function signRequest(context: RpcContext, request: TransactionRequest): Promise<Hex> {
  const { chain } = context
  const complete = withGas(context, requireKey(chain, request))
  return networkEncoding(await chain.prepareTransaction(complete))
}

/** The request with the gas that the node was told to give. */
export function withGas({ settings }: RpcContext, request: TransactionRequest): TransactionRequest {
  if (request.gasLimit !== undefined || settings.transactionGas === undefined) return request
  return { ...request, gasLimit: settings.transactionGas }
}

async function sendRaw(
  { chain }: RpcContext,
  raw: Uint8Array,
  options?: SendOptions,
): Promise<Uint8Array> {
  return await chain.submit(await chain.decodeTransaction(raw), options)
}

/** Resolves with the receipt once there is one, or rejects when the time is up. */
async function waitForReceipt(
  { chain }: RpcContext,
  transactionHash: Uint8Array,
  timeoutMs: number,
): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer)
      stop()
      settle()
    }
    const timer = setTimeout(() => finish(() => reject(timeoutError(transactionHash))), timeoutMs)
    timer.unref()
    const check = (): void => {
      const found = chain.transaction(transactionHash)
      if (found === undefined || !chain.isMined(found)) return
      finish(() => resolve(receiptToJson(found)))
    }
    const stop = chain.on('block', check)
    check()
  })
}

function timeoutError(transactionHash: Uint8Array): RpcError {
  const message = 'The transaction was added to the mempool but was not mined in time'
  return new RpcError(rpcCode.notMinedInTime, message, { data: bytesToHex(transactionHash) })
}

const byNumber = [required('block', blockNumberOrTag), required('index', quantity64)] as const
const byHash = [required('blockHash', hash), required('index', quantity64)] as const

const lookups: MethodTable = {
  eth_getTransactionByHash: method([required('hash', hash)], async (context, wanted) => {
    const found = await context.chain.findTransaction(wanted)
    return found === undefined ? null : showTransaction(context, found)
  }),
  eth_getTransactionReceipt: method([required('hash', hash)], ({ chain }, wanted) => {
    const found = chain.transaction(wanted)
    if (found !== undefined) return chain.isMined(found) ? receiptToJson(found) : null
    if (chain.remote === undefined) return null
    return remoteReceipt(chain.remote, wanted)
  }),
  eth_getTransactionByBlockNumberAndIndex: method(byNumber, async (context, block, index) => {
    const found = await inBlock(context, block, index)
    if (found === undefined) return null
    return block === 'pending' ? pendingTransactionToJson(found) : minedTransactionToJson(found)
  }),
  eth_getTransactionByBlockHashAndIndex: method(byHash, async (context, blockHash, index) => {
    const found = await inBlock(context, { hash: blockHash }, index)
    return found === undefined ? null : minedTransactionToJson(found)
  }),
  eth_getRawTransactionByHash: method([required('hash', hash)], async ({ chain }, wanted) => {
    const found = await chain.findTransaction(wanted)
    return found === undefined ? null : bytesToHex(found.raw)
  }),
  eth_getRawTransactionByBlockNumberAndIndex: method(byNumber, async (context, block, index) => {
    const found = await inBlock(context, block, index)
    return found === undefined ? null : bytesToHex(found.raw)
  }),
  eth_getRawTransactionByBlockHashAndIndex: method(byHash, async (context, blockHash, index) => {
    const found = await inBlock(context, { hash: blockHash }, index)
    return found === undefined ? null : bytesToHex(found.raw)
  }),
  eth_pendingTransactions: method([], ({ chain }) => {
    const { pending, queued } = chain.mempool()
    return [...pending.values(), ...queued.values()].flat().map(pendingTransactionToJson)
  }),
}

async function remoteReceipt(
  remote: { request(method: string, params: readonly unknown[]): Promise<unknown> },
  wanted: Uint8Array,
): Promise<unknown> {
  return (await remote.request('eth_getTransactionReceipt', [bytesToHex(wanted)])) ?? null
}

const sending: MethodTable = {
  eth_sendTransaction: method([required('transaction', transactionRequest)], sendRequest),
  eth_sendRawTransaction: method([required('transaction', data)], (context, raw) =>
    answerSender(context, (options) => sendRaw(context, raw, options)),
  ),
  eth_sendRawTransactionConditional: method(
    [required('transaction', data), optional('condition', transactionCondition)],
    async (context, raw, condition) => {
      if (condition !== undefined) await assertCondition(context.chain, condition)
      return outcome(context, await sendRaw(context, raw))
    },
  ),
  eth_sendUnsignedTransaction: method(
    [required('transaction', transactionRequest)],
    async (context, request) => {
      if (request.from === undefined) {
        throw invalidParamsError('eth_sendUnsignedTransaction: expected "from" in the transaction')
      }
      return outcome(context, await context.chain.sendUnsigned(request))
    },
  ),
  eth_resend: method(
    [
      required('transaction', transactionRequest),
      optional('gasPrice', quantity),
      optional('gasLimit', quantity64),
    ],
    async (context, request, gasPrice, gasLimit) => {
      requireWaiting(context, request)
      return outcome(context, await context.chain.send(repriced(request, gasPrice, gasLimit)))
    },
  ),
  eth_sendRawTransactionSync: method(
    [required('transaction', data), optional('timeoutMs', integer, 30_000n)],
    async (context, raw, timeoutMs) =>
      await waitForReceipt(
        context,
        await sendRaw(context, raw),
        Math.min(Number(timeoutMs), 60_000),
      ),
  ),
  eth_sendTransactionSync: method(
    [required('transaction', transactionRequest), optional('timeoutMs', integer, 30_000n)],
    async (context, request, timeoutMs) =>
      await waitForReceipt(
        context,
        await context.chain.send(withGas(context, request)),
        Math.min(Number(timeoutMs), 60_000),
      ),
  ),
  eth_signTransaction: method([required('transaction', transactionRequest)], signRequest),
  eth_fillTransaction: method(
    [required('transaction', transactionRequest)],
    async (context, request) => {
      const filled = await context.chain.prepareTransaction(withGas(context, request))
      return { raw: networkEncoding(filled), tx: pendingTransactionToJson(filled) }
    },
  ),
}

/** There has to be something to send again. */
function requireWaiting({ chain }: RpcContext, { from, nonce }: TransactionRequest): void {
  if (nonce === undefined) {
    throw invalidParamsError('eth_resend: expected "nonce" in the transaction')
  }
  const sender = from ?? chain.accounts[0]?.address
  const key = sender === undefined ? '' : bytesToHex(sender)
  const { pending, queued } = chain.mempool()
  const waiting = [...(pending.get(key) ?? []), ...(queued.get(key) ?? [])]
  if (waiting.some(({ tx }) => tx.nonce === nonce)) return
  throw invalidInputError(`No transaction of ${key} with the nonce ${nonce} waits`)
}

/** A price per gas stands for both fees of a fee market transaction. */
function repriced(
  request: TransactionRequest,
  gasPrice: bigint | undefined,
  gasLimit: bigint | undefined,
): TransactionRequest {
  const limited = gasLimit === undefined ? request : { ...request, gasLimit }
  if (gasPrice === undefined) return limited
  return { ...limited, gasPrice, maxFeePerGas: undefined, maxPriorityFeePerGas: undefined }
}

/** An impersonated account has no key, so that nothing it signs would be valid elsewhere. */
function requireKey<R extends { readonly from?: Uint8Array | undefined }>(
  chain: RpcContext['chain'],
  request: R,
): R {
  if (request.from === undefined || chain.keyOf(request.from) !== undefined) return request
  throw new RpcError(
    rpcCode.invalidInput,
    `There is no key to sign with for account ${bytesToHex(request.from)}`,
  )
}

/** Transactions: finding, sending, signing. */
export const ethTransactions: MethodTable = { ...lookups, ...sending }
