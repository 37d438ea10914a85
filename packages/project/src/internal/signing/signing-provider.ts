import {
  type Eip1193Provider,
  Mutex,
  quantityToHex,
  type RequestArguments,
} from '@scaffold-evm/common'
import { type BaseWallet, getBytes, isHexString, toUtf8Bytes } from 'ethers'
import { chooseFees, type FeePolicy } from './fees.js'
import { type RpcTransaction, readRpcTransaction, toTransactionRequest } from './rpc-transaction.js'
import { signTypedData } from './typed-data.js'

/** What transactions are filled in with. */
export interface SigningOptions {
  readonly chainId: bigint
  readonly fees: FeePolicy
  /** Of estimated gas. */
  readonly gasMultiplier: number
  /** The keys; looked up at the first request that needs an account. */
  readonly wallets: () => Promise<readonly BaseWallet[]>
  /** Whether accounts that we have no key of are the node's to sign for. */
  readonly isNodeSigning: boolean
}

type Handler = (params: readonly unknown[], request: RequestArguments) => Promise<unknown>

class SigningProvider implements Eip1193Provider {
  readonly #inner: Eip1193Provider
  readonly #options: SigningOptions
  readonly #sending = new Mutex()
  readonly #handlers: Readonly<Record<string, Handler>>
  #wallets: Promise<readonly BaseWallet[]> | undefined

  constructor(inner: Eip1193Provider, options: SigningOptions) {
    this.#inner = inner
    this.#options = options
    this.#handlers = {
      eth_accounts: (_, request) => this.#accounts(request),
      eth_requestAccounts: (_, request) => this.#accounts(request),
      eth_sendTransaction: (params) => this.#sendTransaction(readRpcTransaction(params)),
      eth_signTransaction: (params, request) => this.#signTransaction(params, request),
      personal_sign: ([data, address], request) => this.#signMessage(address, data, request),
      eth_sign: ([address, data], request) => this.#signMessage(address, data, request),
      eth_signTypedData_v4: ([address, data], request) => this.#signTyped(address, data, request),
    }
  }

  async request(request: RequestArguments): Promise<unknown> {
    const { method, params } = request
    const handler = Object.hasOwn(this.#handlers, method) ? this.#handlers[method] : undefined
    if (handler === undefined) return this.#inner.request(request)
    return handler(Array.isArray(params) ? params : [], request)
  }

  on(event: string, listener: Parameters<Eip1193Provider['on']>[1]): unknown {
    return this.#inner.on(event, listener)
  }

  removeListener(event: string, listener: Parameters<Eip1193Provider['on']>[1]): unknown {
    return this.#inner.removeListener(event, listener)
  }

  #loadWallets(): Promise<readonly BaseWallet[]> {
    this.#wallets ??= this.#options.wallets()
    return this.#wallets
  }

  async #walletOf(address: unknown): Promise<BaseWallet | undefined> {
    const wanted = String(address).toLowerCase()
    return (await this.#loadWallets()).find((wallet) => wallet.address.toLowerCase() === wanted)
  }

  async #accounts(request: RequestArguments): Promise<unknown> {
    if (this.#options.isNodeSigning) return this.#inner.request(request)
    return (await this.#loadWallets()).map((wallet) => wallet.address.toLowerCase())
  }

  /** One at a time, so that two sent together do not get the same nonce. */
  async #sendTransaction(tx: RpcTransaction): Promise<unknown> {
    const from = tx.from ?? (await this.#loadWallets())[0]?.address
    const wallet = from === undefined ? undefined : await this.#walletOf(from)
    if (wallet === undefined) return this.#sendByNode(tx)
    return this.#sending.run(async () => {
      const raw = await this.#fillAndSign({ ...tx, from: wallet.address }, wallet)
      return this.#inner.request({ method: 'eth_sendRawTransaction', params: [raw] })
    })
  }

  /** The node signs: its own account, or one that is impersonated on it. */
  async #sendByNode(tx: RpcTransaction): Promise<unknown> {
    const { fees } = this.#options
    const { gasPrice, maxFeePerGas, maxPriorityFeePerGas, priorityFeePercentile } = fees
    const set = [gasPrice, maxFeePerGas, maxPriorityFeePerGas, priorityFeePercentile]
    const isSet = set.some((fee) => fee !== undefined)
    const chosen = isSet ? await chooseFees(this.#inner, tx, fees) : {}
    const gas = tx.gas ?? (await this.#estimateGas(tx))
    return this.#inner.request({
      method: 'eth_sendTransaction',
      params: [{ ...tx, ...chosen, gas }],
    })
  }

  async #signTransaction(params: readonly unknown[], request: RequestArguments): Promise<unknown> {
    const tx = readRpcTransaction(params)
    const wallet = await this.#walletOf(tx.from)
    return wallet === undefined ? this.#inner.request(request) : this.#fillAndSign(tx, wallet)
  }

  async #fillAndSign(tx: RpcTransaction, wallet: BaseWallet): Promise<string> {
    const [gas, nonce, fees] = await Promise.all([
      tx.gas ?? this.#estimateGas(tx),
      tx.nonce ?? this.#nextNonce(wallet.address),
      chooseFees(this.#inner, tx, this.#options.fees),
    ])
    const filled = { ...tx, from: wallet.address, gas, nonce, ...fees, type: typeOf(tx, fees) }
    return wallet.signTransaction({
      ...toTransactionRequest(filled),
      chainId: this.#options.chainId,
    })
  }

  async #estimateGas(tx: RpcTransaction): Promise<string> {
    const estimate = await this.#inner.request({ method: 'eth_estimateGas', params: [tx] })
    const permille = BigInt(Math.round(this.#options.gasMultiplier * 1000))
    return quantityToHex((BigInt(String(estimate)) * permille) / 1000n)
  }

  async #nextNonce(address: string): Promise<string> {
    const params = [address, 'pending']
    return String(await this.#inner.request({ method: 'eth_getTransactionCount', params }))
  }

  async #signMessage(address: unknown, data: unknown, request: RequestArguments): Promise<unknown> {
    const wallet = await this.#walletOf(address)
    if (wallet === undefined) return this.#inner.request(request)
    const text = String(data)
    return wallet.signMessage(isHexString(text) ? getBytes(text) : toUtf8Bytes(text))
  }

  async #signTyped(address: unknown, data: unknown, request: RequestArguments): Promise<unknown> {
    const wallet = await this.#walletOf(address)
    if (wallet === undefined) return this.#inner.request(request)
    return signTypedData(wallet, data)
  }
}

/** ethers would choose EIP-2930 for any gas price, which chains before Berlin do not know. */
function typeOf(tx: RpcTransaction, fees: Pick<RpcTransaction, 'gasPrice'>): string {
  if (tx.type !== undefined) return tx.type
  if (tx.authorizationList !== undefined) return '0x4'
  if (fees.gasPrice === undefined) return '0x2'
  return tx.accessList === undefined ? '0x0' : '0x1'
}

/**
 * A provider that answers for accounts whose keys we hold and passes all else on: it fills in nonce,
 * gas and fees through the node, signs here, and sends the raw transaction.
 */
export function createSigningProvider(
  inner: Eip1193Provider,
  options: SigningOptions,
): Eip1193Provider {
  return new SigningProvider(inner, options)
}
