import type { RpcTransaction } from './rpc-transaction.js'

/** A transaction in which nothing is left open. */
export interface FilledTransaction extends RpcTransaction {
  readonly from: string
  readonly gas: string
  readonly nonce: string
  readonly type: string
  /** The chain that was checked. */
  readonly chainId: string
}

/** An account that is not the node's: we have its key, or someone who signs for us has. */
export interface SigningAccount {
  /** With checksum. */
  readonly address: string
  /** The raw transaction; undefined when the account can only send. */
  signTransaction(tx: FilledTransaction): Promise<string | undefined>
  /** Signs and sends it, where `signTransaction` does not. @returns its hash. */
  sendTransaction(tx: FilledTransaction): Promise<string>
  signMessage(data: Uint8Array): Promise<string>
  /** The second parameter of `eth_signTypedData_v4`. */
  signTypedData(data: unknown): Promise<string>
}
