import { Capability } from '@ethereumjs/tx'
import { hexToBytes } from '@scaffold-evm/common'
import { encodeRlp, type RlpItem } from '../rlp.js'
import type { Transaction } from './transaction.js'

const noBytes = new Uint8Array(0)

/** The EIP-2718 encoding of a signed transaction, as it stands in a block: what `serialize` gives. */
export function encodeTransaction(tx: Transaction): Uint8Array {
  const { v = 0n, r = 0n, s = 0n } = tx
  return encode(tx, [...unsignedFields(tx), v, r, s])
}

/** What is hashed to sign a transaction: the encoding without a signature, for EIP-155 with the chain id. */
export function encodeToSign(tx: Transaction): Uint8Array {
  const fields = unsignedFields(tx)
  const isReplayProtected = tx.type === 0 && tx.supports(Capability.EIP155ReplayProtection)
  if (!isReplayProtected) return encode(tx, fields)
  return encode(tx, [...fields, tx.common.chainId(), noBytes, noBytes])
}

function encode(tx: Transaction, fields: readonly RlpItem[]): Uint8Array {
  return encodeRlp(fields, tx.type === 0 ? undefined : tx.type)
}

function unsignedFields(tx: Transaction): RlpItem[] {
  const { nonce, gasLimit, value, data } = tx
  const to = tx.to?.bytes ?? noBytes
  if (!('accessList' in tx)) return [nonce, tx.gasPrice, gasLimit, to, value, data]
  const { chainId, accessList } = tx
  if ('gasPrice' in tx) return [chainId, nonce, tx.gasPrice, gasLimit, to, value, data, accessList]
  const fees = [tx.maxPriorityFeePerGas, tx.maxFeePerGas]
  return [chainId, nonce, ...fees, gasLimit, to, value, data, accessList, ...typeFields(tx)]
}

function typeFields(tx: Transaction): RlpItem[] {
  if ('blobVersionedHashes' in tx) {
    return [tx.maxFeePerBlobGas, tx.blobVersionedHashes.map(hexToBytes)]
  }
  return 'authorizationList' in tx ? [tx.authorizationList] : []
}
