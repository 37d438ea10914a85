import { Capability } from '@ethereumjs/tx'
import { hexToBytes } from '@scaffold-evm/common'
import type { Crypto } from '../../crypto.js'
import { encodeRlp, hashRlp, type RlpItem } from '../rlp.js'
import type { Transaction } from './transaction.js'

const noBytes = new Uint8Array(0)

/** The EIP-2718 encoding of a signed transaction, as it stands in a block: what `serialize` gives. */
export function encodeTransaction(tx: Transaction): Uint8Array {
  const { v = 0n, r = 0n, s = 0n } = tx
  return encodeRlp([...unsignedFields(tx), v, r, s], prefixOf(tx))
}

/** What is hashed to sign a transaction: the encoding without a signature, for EIP-155 with the chain id. */
export function encodeToSign(tx: Transaction): Uint8Array {
  return encodeRlp(fieldsToSign(tx), prefixOf(tx))
}

/** The hash of that. */
export function hashToSign(tx: Transaction, { keccak256 }: Crypto): Uint8Array {
  return hashRlp(fieldsToSign(tx), keccak256, prefixOf(tx))
}

function prefixOf({ type }: Transaction): number | undefined {
  return type === 0 ? undefined : type
}

function fieldsToSign(tx: Transaction): RlpItem[] {
  const fields = unsignedFields(tx)
  const isReplayProtected = tx.type === 0 && tx.supports(Capability.EIP155ReplayProtection)
  return isReplayProtected ? [...fields, tx.common.chainId(), noBytes, noBytes] : fields
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
