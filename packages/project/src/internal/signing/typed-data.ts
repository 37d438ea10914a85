import type { BaseWallet, TypedDataField } from 'ethers'
import { RpcError } from '../../rpc-error.js'

interface TypedData {
  readonly domain: Record<string, unknown>
  readonly types: Record<string, TypedDataField[]>
  readonly message: Record<string, unknown>
}

function isTypedData(value: unknown): value is TypedData {
  if (typeof value !== 'object' || value === null) return false
  return ['domain', 'types', 'message'].every(
    (key) => typeof Reflect.get(value, key) === 'object' && Reflect.get(value, key) !== null,
  )
}

/** Signs the second parameter of `eth_signTypedData_v4`, an object or its JSON. */
export async function signTypedData(wallet: BaseWallet, data: unknown): Promise<string> {
  const parsed: unknown = typeof data === 'string' ? JSON.parse(data) : data
  if (!isTypedData(parsed)) {
    throw new RpcError({
      code: -32602,
      message: 'eth_signTypedData_v4: expected an object with domain, types and message',
    })
  }
  // ethers derives the domain's type itself and refuses one that is given.
  const { EIP712Domain: _, ...types } = parsed.types
  return wallet.signTypedData(parsed.domain, types, parsed.message)
}
