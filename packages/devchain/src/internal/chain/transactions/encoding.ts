import { Capability, type TypedTransaction } from '@ethereumjs/tx'
import { hexToBytes } from '@scaffold-evm/common'
import { quantityToBytes } from '../../words.js'
import { encodeRlp, type RlpItem } from '../rlp.js'

const noBytes = new Uint8Array(0)

/** The EIP-2718 encoding of a signed transaction, as it stands in a block: what `serialize` gives. */
export function encodeTransaction(tx: TypedTransaction): Uint8Array {
  const { v = 0n, r = 0n, s = 0n } = tx
  const signature = [quantityToBytes(v), quantityToBytes(r), quantityToBytes(s)]
  return encode(tx, [...unsignedFields(tx), ...signature])
}

/** What is hashed to sign a transaction: the encoding without a signature, for EIP-155 with the chain id. */
export function encodeToSign(tx: TypedTransaction): Uint8Array {
  const fields = unsignedFields(tx)
  const isReplayProtected = tx.type === 0 && tx.supports(Capability.EIP155ReplayProtection)
  if (!isReplayProtected) return encode(tx, fields)
  return encode(tx, [...fields, quantityToBytes(tx.common.chainId()), noBytes, noBytes])
}

function encode(tx: TypedTransaction, fields: readonly RlpItem[]): Uint8Array {
  return encodeRlp(fields, tx.type === 0 ? undefined : tx.type)
}

function unsignedFields(tx: TypedTransaction): RlpItem[] {
  const target = [tx.to?.bytes ?? noBytes, quantityToBytes(tx.value), tx.data]
  const [nonce, gasLimit] = [quantityToBytes(tx.nonce), quantityToBytes(tx.gasLimit)]
  if (!('accessList' in tx)) return [nonce, quantityToBytes(tx.gasPrice), gasLimit, ...target]
  const chainId = quantityToBytes(tx.chainId)
  if ('gasPrice' in tx) {
    return [chainId, nonce, quantityToBytes(tx.gasPrice), gasLimit, ...target, tx.accessList]
  }
  return [
    chainId,
    nonce,
    quantityToBytes(tx.maxPriorityFeePerGas),
    quantityToBytes(tx.maxFeePerGas),
    gasLimit,
    ...target,
    tx.accessList,
    ...typeFields(tx),
  ]
}

function typeFields(tx: TypedTransaction): RlpItem[] {
  if ('blobVersionedHashes' in tx) {
    return [quantityToBytes(tx.maxFeePerBlobGas), tx.blobVersionedHashes.map(hexToBytes)]
  }
  return 'authorizationList' in tx ? [tx.authorizationList] : []
}
