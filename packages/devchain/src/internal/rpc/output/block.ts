import { Block } from '@ethereumjs/block'
import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import { blockSize } from '../../chain/blocks/block-size.js'
import type { ChainBlock } from '../../chain/blocks/chain-block.js'
import type { ChainHeader } from '../../chain/blocks/chain-header.js'
import { minedTransactionToJson, pendingTransactionToJson } from './transaction.js'

/** A block or header as JSON-RPC shows it. */
export type BlockJson = Readonly<Record<string, unknown>>

/** The fields of a header, as `newHeads` sends them. */
export function headerToJson({ header, hash }: ChainBlock): BlockJson {
  return headerFieldsToJson(header, hash)
}

/** A block beside the chain: nothing is known of it but its header. */
export function uncleToJson(header: Block['header']): BlockJson {
  const size = new Block(header, [], [], undefined, { common: header.common }).serialize().length
  return {
    ...headerFieldsToJson(header, header.hash()),
    size: quantityToHex(size),
    uncles: [],
  }
}

function headerFieldsToJson(header: ChainHeader, hash: Uint8Array): BlockJson {
  return {
    hash: bytesToHex(hash),
    parentHash: bytesToHex(header.parentHash),
    sha3Uncles: bytesToHex(header.uncleHash),
    miner: bytesToHex(header.coinbase.bytes),
    stateRoot: bytesToHex(header.stateRoot),
    transactionsRoot: bytesToHex(header.transactionsTrie),
    receiptsRoot: bytesToHex(header.receiptTrie),
    logsBloom: bytesToHex(header.logsBloom),
    difficulty: quantityToHex(header.difficulty),
    number: quantityToHex(header.number),
    gasLimit: quantityToHex(header.gasLimit),
    gasUsed: quantityToHex(header.gasUsed),
    timestamp: quantityToHex(header.timestamp),
    extraData: bytesToHex(header.extraData),
    mixHash: bytesToHex(header.mixHash),
    nonce: bytesToHex(header.nonce),
    ...forkFields(header),
  }
}

/** A whole block, with its transactions or their hashes. */
export function blockToJson(block: ChainBlock, content: 'transactions' | 'hashes'): BlockJson {
  const { header, uncles, withdrawals } = block
  return {
    ...headerToJson(block),
    size: quantityToHex(blockSize(block)),
    uncles: uncles.map((uncle) => bytesToHex(uncle.hash())),
    transactions: block.transactions.map((transaction) =>
      content === 'hashes' ? bytesToHex(transaction.hash) : minedTransactionToJson(transaction),
    ),
    ...(header.withdrawalsRoot === undefined
      ? {}
      : { withdrawals: withdrawals.map(withdrawalToJson) }),
  }
}

/** The block that would be mined now: it has no hash and no nonce yet. */
export function pendingBlockToJson(
  block: ChainBlock,
  content: 'transactions' | 'hashes',
): BlockJson {
  return {
    ...blockToJson(block, content),
    ...(content === 'hashes'
      ? {}
      : { transactions: block.transactions.map(pendingTransactionToJson) }),
    hash: null,
    nonce: null,
    mixHash: null,
  }
}

function forkFields(header: ChainHeader): BlockJson {
  const fields: Record<string, Hex> = {}
  const put = (name: string, value: bigint | Uint8Array | undefined): void => {
    if (value === undefined) return
    fields[name] = typeof value === 'bigint' ? quantityToHex(value) : bytesToHex(value)
  }
  put('baseFeePerGas', header.baseFeePerGas)
  put('withdrawalsRoot', header.withdrawalsRoot)
  put('blobGasUsed', header.blobGasUsed)
  put('excessBlobGas', header.excessBlobGas)
  put('parentBeaconBlockRoot', header.parentBeaconBlockRoot)
  put('requestsHash', header.requestsHash)
  return fields
}

type Withdrawal = ChainBlock['withdrawals'][number]

function withdrawalToJson(withdrawal: Withdrawal): BlockJson {
  return {
    index: quantityToHex(withdrawal.index),
    validatorIndex: quantityToHex(withdrawal.validatorIndex),
    address: bytesToHex(withdrawal.address.bytes),
    amount: quantityToHex(withdrawal.amount),
  }
}
