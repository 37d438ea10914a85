import { bytesToBigint, bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type {
  ChainTransaction,
  MinedTransaction,
} from '../../chain/transactions/chain-transaction.js'
import type {
  BlobTransaction,
  FeeMarketTransaction,
  LegacyTransaction,
  SetCodeTransaction,
  Transaction,
} from '../../chain/transactions/transaction.js'

/** A transaction as JSON-RPC shows it. */
export type TransactionJson = Readonly<Record<string, unknown>>

/** Where a transaction is mined, or nulls for one that waits. */
interface Place {
  readonly blockHash: Hex | null
  readonly blockNumber: Hex | null
  readonly blockTimestamp: Hex | null
  readonly transactionIndex: Hex | null
}

const nowhere: Place = {
  blockHash: null,
  blockNumber: null,
  blockTimestamp: null,
  transactionIndex: null,
}

/** A transaction in its block. */
export function minedTransactionToJson(transaction: MinedTransaction): TransactionJson {
  const { block, index, receipt } = transaction
  return transactionToJson(transaction, receipt.effectiveGasPrice, {
    blockHash: bytesToHex(block.hash),
    blockNumber: quantityToHex(block.number),
    blockTimestamp: quantityToHex(block.timestampSec),
    transactionIndex: quantityToHex(index),
  })
}

/** A transaction that waits in the mempool. */
export function pendingTransactionToJson(transaction: ChainTransaction): TransactionJson {
  const { tx } = transaction
  return transactionToJson(
    transaction,
    'maxFeePerGas' in tx ? tx.maxFeePerGas : tx.gasPrice,
    nowhere,
  )
}

function transactionToJson(
  transaction: ChainTransaction,
  gasPrice: bigint,
  place: Place,
): TransactionJson {
  const { tx } = transaction
  return {
    type: quantityToHex(tx.type),
    hash: bytesToHex(transaction.hash),
    ...place,
    from: bytesToHex(transaction.sender),
    to: tx.to === undefined ? null : bytesToHex(tx.to.bytes),
    nonce: quantityToHex(tx.nonce),
    value: quantityToHex(tx.value),
    gas: quantityToHex(tx.gasLimit),
    gasPrice: quantityToHex(gasPrice),
    input: bytesToHex(tx.data),
    ...fieldsOfType(tx),
    r: quantityToHex(tx.r ?? 0n),
    s: quantityToHex(tx.s ?? 0n),
    v: quantityToHex(tx.v ?? 0n),
  }
}

function fieldsOfType(tx: Transaction): TransactionJson {
  switch (tx.type) {
    case 0:
      return legacyFields(tx)
    case 1:
      return typedFields(tx)
    case 2:
      return feeMarketFields(tx)
    case 3:
      return blobFields(tx)
    case 4:
      return setCodeFields(tx)
  }
}

function legacyFields(tx: LegacyTransaction): TransactionJson {
  // EIP-155 folds the chain id into v.
  const v = tx.v ?? 0n
  return v < 35n ? {} : { chainId: quantityToHex((v - 35n) / 2n) }
}

function typedFields(tx: Exclude<Transaction, LegacyTransaction>): TransactionJson {
  return {
    chainId: quantityToHex(tx.chainId),
    accessList: tx.accessList.map(([address, storageKeys]) => ({
      address: bytesToHex(address),
      storageKeys: storageKeys.map(bytesToHex),
    })),
    yParity: quantityToHex(tx.v ?? 0n),
  }
}

function feeMarketFields(
  tx: FeeMarketTransaction | BlobTransaction | SetCodeTransaction,
): TransactionJson {
  return {
    ...typedFields(tx),
    maxFeePerGas: quantityToHex(tx.maxFeePerGas),
    maxPriorityFeePerGas: quantityToHex(tx.maxPriorityFeePerGas),
  }
}

function blobFields(tx: BlobTransaction): TransactionJson {
  return {
    ...feeMarketFields(tx),
    maxFeePerBlobGas: quantityToHex(tx.maxFeePerBlobGas),
    blobVersionedHashes: tx.blobVersionedHashes,
  }
}

function setCodeFields(tx: SetCodeTransaction): TransactionJson {
  const number = (bytes: Uint8Array): Hex => quantityToHex(bytesToBigint(bytes))
  return {
    ...feeMarketFields(tx),
    authorizationList: tx.authorizationList.map(([chainId, address, nonce, yParity, r, s]) => ({
      chainId: number(chainId),
      address: bytesToHex(address),
      nonce: number(nonce),
      yParity: number(yParity),
      r: number(r),
      s: number(s),
    })),
  }
}
