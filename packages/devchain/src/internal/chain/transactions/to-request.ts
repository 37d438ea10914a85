import { bytesToBigint, hexToBytes } from '@scaffold-evm/common'
import type { ChainTransaction } from './chain-transaction.js'
import type { TransactionRequest } from './transaction-request.js'

/** What a client would have asked for to send this transaction. */
export function transactionToRequest({ tx, sender }: ChainTransaction): TransactionRequest {
  return {
    from: sender,
    to: tx.to?.bytes,
    data: tx.data,
    valueWei: tx.value,
    gasLimit: tx.gasLimit,
    nonce: tx.nonce,
    type: tx.type,
    ...feesOf(tx),
    ...listsOf(tx),
  }
}

function feesOf(tx: ChainTransaction['tx']): TransactionRequest {
  if (!('maxFeePerGas' in tx)) return { gasPrice: tx.gasPrice }
  return {
    maxFeePerGas: tx.maxFeePerGas,
    maxPriorityFeePerGas: tx.maxPriorityFeePerGas,
    ...('maxFeePerBlobGas' in tx ? { maxFeePerBlobGas: tx.maxFeePerBlobGas } : {}),
  }
}

function listsOf(tx: ChainTransaction['tx']): TransactionRequest {
  return {
    ...('accessList' in tx
      ? { accessList: tx.accessList.map(([address, storageKeys]) => ({ address, storageKeys })) }
      : {}),
    ...('blobVersionedHashes' in tx
      ? { blobVersionedHashes: tx.blobVersionedHashes.map(hexToBytes) }
      : {}),
    ...('authorizationList' in tx
      ? {
          authorizationList: tx.authorizationList.map(([chainId, address, nonce, y, r, s]) => ({
            chainId: bytesToBigint(chainId),
            address,
            nonce: bytesToBigint(nonce),
            yParity: bytesToBigint(y),
            r: bytesToBigint(r),
            s: bytesToBigint(s),
          })),
        }
      : {}),
  }
}
