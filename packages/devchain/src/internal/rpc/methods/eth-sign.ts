import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { RpcContext } from '../context.js'
import { type MethodTable, method, required } from '../method.js'
import { ParamMismatch } from '../params/param-type.js'
import { address, data } from '../params/scalars.js'
import { type TypedData, typedData } from '../params/typed-data.js'
import { invalidInputError, invalidParamsError } from '../rpc-error.js'
import { hashTypedData, type ValueReader } from '../typed-data/hash-typed-data.js'

const messagePrefix = '\x19Ethereum Signed Message:\n'

function keyOf({ chain }: RpcContext, account: Uint8Array): Uint8Array {
  const key = chain.keyOf(account)
  if (key !== undefined) return key
  throw invalidInputError(`Unknown account ${bytesToHex(account)}: there is no key to sign with`)
}

function signDigest({ crypto }: RpcContext, digest: Uint8Array, key: Uint8Array): Hex {
  const { r, s, yParity } = crypto.signToVerify(digest, key)
  const word = (value: bigint): string => value.toString(16).padStart(64, '0')
  return `0x${word(r)}${word(s)}${yParity === 0 ? '1b' : '1c'}`
}

/** EIP-191: what a person signs cannot be a transaction. */
function signMessage(context: RpcContext, account: Uint8Array, message: Uint8Array): Hex {
  const key = keyOf(context, account)
  const prefix = Buffer.from(`${messagePrefix}${message.length}`)
  return signDigest(context, context.crypto.keccak256(Buffer.concat([prefix, message])), key)
}

function typedDataSigner(readValue?: ValueReader) {
  return (context: RpcContext, account: Uint8Array, document: TypedData): Hex => {
    const key = keyOf(context, account)
    return signDigest(
      context,
      hashChecked(() => hashTypedData(document, context.crypto, readValue)),
      key,
    )
  }
}

function hashChecked(hash: () => Uint8Array): Uint8Array {
  try {
    return hash()
  } catch (error) {
    if (!(error instanceof ParamMismatch)) throw error
    throw invalidParamsError(
      `eth_signTypedData: invalid parameter "typedData${error.path}" (position 2): expected ${error.expected}, got ${error.got}`,
    )
  }
}

/** The methods that sign EIP-712 documents, whose values are taken as `readValue` has them. */
export function typedDataMethods(readValue?: ValueReader): MethodTable {
  const sign = method(
    [required('address', address), required('typedData', typedData)],
    typedDataSigner(readValue),
  )
  return { eth_signTypedData: sign, eth_signTypedData_v3: sign, eth_signTypedData_v4: sign }
}

/** Signing with the keys of the chain's accounts. */
export const ethSign: MethodTable = {
  eth_sign: method([required('address', address), required('message', data)], signMessage),
  personal_sign: method(
    [required('message', data), required('address', address)],
    (context, message, account) => signMessage(context, account, message),
  ),
  ...typedDataMethods(),
}
