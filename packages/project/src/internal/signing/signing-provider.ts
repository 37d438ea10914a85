import {
  type Eip1193Provider,
  Mutex,
  quantityToHex,
  type RequestArguments,
} from '@scaffold-evm/common'
import { getBytes, isHexString, keccak256, toUtf8Bytes } from 'ethers'
import type { TransactionFees } from '../../bump-fees.js'
import { signerMismatchError } from '../../errors.js'
import { RpcError } from '../../rpc-error.js'
import type { FilledTransaction, SigningAccount } from './account.js'
import { askQuantity } from './ask-quantity.js'
import { differenceOfSent } from './check-signed.js'
import { FeeBudget } from './fee-budget.js'
import { chooseFees, type FeePolicy, feesNow } from './fees.js'
import type { AccountGroup } from './load-accounts.js'
import { type RpcTransaction, readRpcTransaction } from './rpc-transaction.js'

/** What transactions are filled in with. */
export interface SigningOptions {
  readonly chainId: bigint
  readonly fees: FeePolicy
  /** Of estimated gas. */
  readonly gasMultiplier: number
  /** The accounts; looked up at the first request that needs one. */
  readonly accounts: () => Promise<readonly AccountGroup[]>
  /** Throws when the node is not of the chain that it was, or that it should be. Called before each signature. */
  readonly assertChain: () => Promise<void>
}

type Handler = (params: readonly unknown[], request: RequestArguments) => Promise<unknown>

/** A provider that answers for accounts that are ours, and passes all else on. */
export class SigningProvider implements Eip1193Provider {
  readonly #inner: Eip1193Provider
  readonly #options: SigningOptions
  readonly #budget: FeeBudget | undefined
  readonly #sending = new Mutex()
  readonly #handlers: Readonly<Record<string, Handler>>
  #groups: Promise<readonly AccountGroup[]> | undefined

  constructor(inner: Eip1193Provider, options: SigningOptions) {
    this.#inner = inner
    this.#options = options
    const { budgetWei, networkName } = options.fees
    this.#budget = budgetWei === undefined ? undefined : new FeeBudget(networkName, budgetWei)
    this.#handlers = {
      eth_accounts: () => this.#accounts(),
      eth_requestAccounts: () => this.#accounts(),
      eth_sendTransaction: (params) => this.#sendTransaction(readRpcTransaction(params)),
      eth_signTransaction: (params, request) => this.#signTransaction(params, request),
      personal_sign: ([data, address], request) => this.#signMessage(address, data, request),
      eth_sign: ([address, data], request) => this.#signMessage(address, data, request),
      eth_signTypedData_v4: ([address, data], request) => this.#signTyped(address, data, request),
      eth_getTransactionReceipt: (_, request) => this.#receipt(request),
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

  /** Whether the account is ours, so that `eth_signTransaction` may give what would be sent. */
  async isOurs(address: string): Promise<boolean> {
    return (await this.#accountOf(address)) !== undefined
  }

  /** What a transaction that is sent now would offer. */
  fees(): Promise<TransactionFees> {
    return feesNow(this.#inner, this.#options.fees)
  }

  #loadGroups(): Promise<readonly AccountGroup[]> {
    this.#groups ??= this.#options.accounts().catch((error: unknown) => {
      // The next request may have what this one lacked.
      this.#groups = undefined
      throw error
    })
    return this.#groups
  }

  async #accountOf(address: unknown): Promise<SigningAccount | undefined> {
    const wanted = String(address).toLowerCase()
    const ours = (await this.#loadGroups()).flatMap((group) => (group === 'node' ? [] : group))
    return ours.find((account) => account.address.toLowerCase() === wanted)
  }

  async #accounts(): Promise<readonly unknown[]> {
    const addresses: unknown[] = []
    for (const group of await this.#loadGroups()) {
      if (group === 'node') addresses.push(...(await this.#nodeAccounts()))
      else addresses.push(...group.map(({ address }) => address.toLowerCase()))
    }
    return [...new Set(addresses)]
  }

  async #nodeAccounts(): Promise<readonly unknown[]> {
    const accounts = await this.#inner.request({ method: 'eth_accounts' })
    return Array.isArray(accounts) ? accounts : []
  }

  async #receipt(request: RequestArguments): Promise<unknown> {
    const receipt = await this.#inner.request(request)
    this.#budget?.settle(receipt)
    return receipt
  }

  /** One at a time, so that two sent together do not get the same nonce. */
  async #sendTransaction(tx: RpcTransaction): Promise<unknown> {
    const [first] = tx.from === undefined ? await this.#accounts() : [tx.from]
    const account = await this.#accountOf(first)
    if (account === undefined) return this.#sendByNode(tx)
    return this.#sending.run(async () => {
      const filled = await this.#fill({ ...tx, from: account.address })
      const raw = await account.signTransaction(filled)
      if (raw === undefined) return this.#sendBy(account, filled)
      const params = [raw]
      const hash = await this.#inner.request({ method: 'eth_sendRawTransaction', params })
      this.#budget?.sent(filled, String(hash))
      return hash
    })
  }

  /** Whoever has the key sends it; what the network got is looked at as soon as it has it. */
  async #sendBy(account: SigningAccount, filled: FilledTransaction): Promise<string> {
    const hash = await account.sendTransaction(filled)
    this.#budget?.sent(filled, hash)
    const sent = await this.#inner.request({ method: 'eth_getTransactionByHash', params: [hash] })
    const difference = differenceOfSent(sent, filled)
    if (difference !== undefined) throw signerMismatchError(`of ${filled.from}`, difference)
    return hash
  }

  /** The node signs: its own account, or one that is impersonated on it. */
  async #sendByNode(tx: RpcTransaction): Promise<unknown> {
    const [gas, chosen] = await Promise.all([
      tx.gas ?? this.#estimateGas(tx),
      this.#isPriced() ? chooseFees(this.#inner, tx, this.#options.fees) : {},
      this.#options.assertChain(),
    ])
    const sent = { ...tx, ...chosen, gas }
    const counted = await this.#reserved(sent)
    const hash = await this.#inner.request({ method: 'eth_sendTransaction', params: [sent] })
    if (counted !== undefined) this.#budget?.sent(counted, String(hash))
    return hash
  }

  /** Whether fees are ours to choose where the node signs. */
  #isPriced(): boolean {
    const { fees } = this.#options
    const { gasPrice, maxFeePerGas, maxPriorityFeePerGas, priorityFeePercentile, budgetWei } = fees
    const set = [gasPrice, maxFeePerGas, maxPriorityFeePerGas, priorityFeePercentile, budgetWei]
    return set.some((fee) => fee !== undefined)
  }

  async #reserved(tx: RpcTransaction & { gas: string }): Promise<FilledTransaction | undefined> {
    if (this.#budget === undefined) return undefined
    const from = String(tx.from ?? (await this.#nodeAccounts())[0])
    const nonce = tx.nonce ?? (await this.#nextNonce(from))
    const counted = { ...tx, from, nonce, type: '0x2', chainId: '0x0' }
    this.#budget.reserve(counted)
    return counted
  }

  async #signTransaction(params: readonly unknown[], request: RequestArguments): Promise<unknown> {
    const tx = readRpcTransaction(params)
    const account = await this.#accountOf(tx.from)
    if (account === undefined) return this.#inner.request(request)
    const filled = await this.#fill({ ...tx, from: account.address })
    const raw = await account.signTransaction(filled)
    if (raw !== undefined) {
      this.#budget?.sent(filled, keccak256(raw))
      return raw
    }
    throw new RpcError({ code: 4200, message: `${account.address} can only send transactions` })
  }

  async #fill(tx: RpcTransaction & { from: string }): Promise<FilledTransaction> {
    const [gas, nonce, fees] = await Promise.all([
      tx.gas ?? this.#estimateGas(tx),
      tx.nonce ?? this.#nextNonce(tx.from),
      chooseFees(this.#inner, tx, this.#options.fees),
      this.#options.assertChain(),
    ])
    const { gasPrice: _, maxFeePerGas: __, maxPriorityFeePerGas: ___, ...rest } = tx
    const chainId = quantityToHex(this.#options.chainId)
    const filled = { ...rest, gas, nonce, ...fees, type: typeOf(tx, fees), chainId }
    this.#budget?.reserve(filled)
    return filled
  }

  async #estimateGas(tx: RpcTransaction): Promise<string> {
    const estimate = await askQuantity(this.#inner, { method: 'eth_estimateGas', params: [tx] })
    const permille = BigInt(Math.round(this.#options.gasMultiplier * 1000))
    return quantityToHex((estimate * permille) / 1000n)
  }

  async #nextNonce(address: string): Promise<string> {
    const params = [address, 'pending']
    const request = { method: 'eth_getTransactionCount', params }
    return quantityToHex(await askQuantity(this.#inner, request))
  }

  async #signMessage(address: unknown, data: unknown, request: RequestArguments): Promise<unknown> {
    const account = await this.#accountOf(address)
    if (account === undefined) return this.#inner.request(request)
    const text = String(data)
    return account.signMessage(isHexString(text) ? getBytes(text) : toUtf8Bytes(text))
  }

  async #signTyped(address: unknown, data: unknown, request: RequestArguments): Promise<unknown> {
    const account = await this.#accountOf(address)
    return account === undefined ? this.#inner.request(request) : account.signTypedData(data)
  }
}

/** ethers would choose EIP-2930 for any gas price, which chains before Berlin do not know. */
function typeOf(tx: RpcTransaction, fees: Pick<RpcTransaction, 'gasPrice'>): string {
  if (tx.type !== undefined) return tx.type
  if (tx.authorizationList !== undefined) return '0x4'
  if (fees.gasPrice === undefined) return '0x2'
  return tx.accessList === undefined ? '0x0' : '0x1'
}
