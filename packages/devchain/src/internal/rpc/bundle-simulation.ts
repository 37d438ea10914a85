import { bytesToBigint, bytesToHex } from '@scaffold-evm/common'
import { isSameBytes } from '../bytes.js'
import type { ChainLog } from '../chain/blocks/chain-log.js'
import { etherAddress } from '../chain/simulate/transfer-log.js'
import type { SimulatedCall } from '../chain/simulate/types.js'
import type { ChainTransaction } from '../chain/transactions/chain-transaction.js'
import { tipPerGas } from '../chain/transactions/to-execution.js'
import { transactionToRequest } from '../chain/transactions/to-request.js'
import type { RpcContext } from './context.js'
import type { SignedBundle } from './params/call-bundle.js'

/** A transaction that was tried, and what the miner gains by it in wei. */
interface Tried {
  readonly transaction: ChainTransaction
  readonly call: SimulatedCall
  readonly gasPrice: bigint
  readonly gasFees: bigint
  /** What the transaction pays him besides fees. */
  readonly sentWei: bigint
}

/** What a miner would gain by signed transactions, in the words of Flashbots: wei in decimal digits. */
export async function simulateBundle(context: RpcContext, bundle: SignedBundle): Promise<unknown> {
  const { chain, crypto } = context
  const transactions: ChainTransaction[] = []
  for (const raw of bundle.transactions) transactions.push(await chain.decodeTransaction(raw))
  const tried = await tryOut(context, bundle, transactions)
  const hashes = transactions.map(({ hash }) => hash)
  return {
    bundleHash: bytesToHex(crypto.keccak256(Buffer.concat(hashes))),
    ...totals(tried),
    results: tried.map(triedToJson),
    stateBlockNumber: Number((await chain.block(bundle.base))?.number ?? 0n),
  }
}

async function tryOut(
  { chain }: RpcContext,
  { transactions: _, base, ...fields }: SignedBundle,
  transactions: readonly ChainTransaction[],
): Promise<readonly Tried[]> {
  const coinbase = fields.coinbase ?? chain.nextBlock.coinbase
  const blocks = await chain.simulate({
    blocks: [
      {
        blockOverrides: { ...fields, coinbase },
        stateOverrides: [],
        calls: transactions.map(transactionToRequest),
      },
    ],
    base,
    logTransfers: true,
    isValidated: true,
  })
  const last = blocks.at(-1)
  const baseFee = last?.block.header.baseFeePerGas
  return transactions.flatMap((transaction, index) => {
    const call = last?.calls[index]
    if (call === undefined) return []
    const gasPrice = tipPerGas(transaction.tx, baseFee)
    const gasFees = gasPrice * call.gasUsed
    return [{ transaction, call, gasPrice, gasFees, sentWei: receivedWei(call.logs, coinbase) }]
  })
}

/** What transfers of ether, logged as those of a token, gave to an account less what they took. */
function receivedWei(logs: readonly ChainLog[], account: Uint8Array): bigint {
  let sum = 0n
  for (const { address, topics, data } of logs) {
    const [, from, to] = topics
    if (!isSameBytes(address, etherAddress) || from === undefined || to === undefined) continue
    if (isSameBytes(to.subarray(12), account)) sum += bytesToBigint(data)
    if (isSameBytes(from.subarray(12), account)) sum -= bytesToBigint(data)
  }
  return sum
}

function totals(tried: readonly Tried[]): Readonly<Record<string, unknown>> {
  const sum = (of: (one: Tried) => bigint): bigint =>
    tried.reduce((total, one) => total + of(one), 0n)
  const gasUsed = sum(({ call }) => call.gasUsed)
  const gain = sum(({ gasFees, sentWei }) => gasFees + sentWei)
  return {
    bundleGasPrice: String(gasUsed === 0n ? 0n : gain / gasUsed),
    coinbaseDiff: String(gain),
    ethSentToCoinbase: String(sum(({ sentWei }) => sentWei)),
    gasFees: String(sum(({ gasFees }) => gasFees)),
    totalGasUsed: Number(gasUsed),
  }
}

function triedToJson({ transaction, call, gasPrice, gasFees, sentWei }: Tried): unknown {
  const { tx, hash, sender } = transaction
  return {
    coinbaseDiff: String(gasFees + sentWei),
    ethSentToCoinbase: String(sentWei),
    fromAddress: bytesToHex(sender),
    gasFees: String(gasFees),
    gasPrice: String(gasPrice),
    gasUsed: Number(call.gasUsed),
    toAddress: tx.to === undefined ? null : bytesToHex(tx.to.bytes),
    txHash: bytesToHex(hash),
    [call.haltReason === undefined ? 'value' : 'revert']: bytesToHex(call.returnData),
  }
}
