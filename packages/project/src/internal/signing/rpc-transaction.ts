import type { TransactionRequest } from 'ethers'

/** The parameter of `eth_sendTransaction`. Quantities are hexadecimal. */
export interface RpcTransaction {
  readonly from?: string
  readonly to?: string | null
  readonly data?: string
  readonly value?: string
  readonly gas?: string
  readonly gasPrice?: string
  readonly maxFeePerGas?: string
  readonly maxPriorityFeePerGas?: string
  readonly nonce?: string
  readonly type?: string
  readonly chainId?: string
  readonly accessList?: readonly RpcAccess[]
  readonly authorizationList?: readonly RpcAuthorization[]
}

interface RpcAccess {
  readonly address: string
  readonly storageKeys: readonly string[]
}

interface RpcAuthorization {
  readonly address: string
  readonly nonce: string
  readonly chainId: string
  readonly yParity: string
  readonly r: string
  readonly s: string
}

function isRpcTransaction(value: unknown): value is RpcTransaction & { readonly input?: string } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first parameter as a transaction; `input`, which web3 sends, becomes `data`. */
export function readRpcTransaction(params: readonly unknown[]): RpcTransaction {
  const [first] = params
  if (!isRpcTransaction(first)) return {}
  const { input, ...tx } = first
  return input === undefined || tx.data !== undefined ? tx : { ...tx, data: input }
}

function toAuthorization(
  item: RpcAuthorization,
): NonNullable<TransactionRequest['authorizationList']>[number] {
  const { address, nonce, chainId, yParity, r, s } = item
  const signature = { r, s, yParity: Number(yParity) === 0 ? 0 : 1 } as const
  return { address, nonce: BigInt(nonce), chainId: BigInt(chainId), signature }
}

/** The same transaction in the words of ethers. */
export function toTransactionRequest(tx: RpcTransaction): TransactionRequest {
  const { gas, type, nonce, accessList, authorizationList, ...same } = tx
  const request: TransactionRequest = { ...same }
  if (gas !== undefined) request.gasLimit = gas
  if (type !== undefined) request.type = Number(type)
  if (nonce !== undefined) request.nonce = Number(nonce)
  if (accessList !== undefined) {
    request.accessList = accessList.map(({ address, storageKeys }) => ({
      address,
      storageKeys: [...storageKeys],
    }))
  }
  if (authorizationList !== undefined) {
    request.authorizationList = authorizationList.map(toAuthorization)
  }
  return request
}
