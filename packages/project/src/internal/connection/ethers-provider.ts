import type { Eip1193Provider } from '@scaffold-evm/common'
import {
  JsonRpcApiProvider,
  type JsonRpcError,
  type JsonRpcPayload,
  type JsonRpcResult,
  type JsonRpcSigner,
  type LogParams,
  Network,
  type Subscriber,
  type Subscription,
} from 'ethers'
import { RpcSubscriber } from './rpc-subscriber.js'
import { ConnectionSigner } from './signer.js'

/** Chains with an ENS registry; ethers' descriptions of others bring calls to foreign servers. */
const ensChains = new Set([1n, 11155111n, 17000n])

function networkOf(name: string, chainId: bigint): Network {
  return ensChains.has(chainId) ? Network.from(chainId) : new Network(name, chainId)
}

/**
 * ethers over an EIP-1193 provider, made for chains that answer at once: the network is known, nothing
 * is batched, cached or polled. What the provider throws is thrown as it is, so that a revert keeps its
 * message, code and data.
 */
export class ConnectionEthersProvider extends JsonRpcApiProvider {
  readonly #provider: Eip1193Provider
  readonly #isInProcess: boolean

  constructor(
    provider: Eip1193Provider,
    options: {
      readonly networkName: string
      readonly chainId: bigint
      readonly isInProcess: boolean
    },
  ) {
    const network = networkOf(options.networkName, options.chainId)
    super(network, { staticNetwork: network, batchMaxCount: 1, cacheTimeout: -1, polling: true })
    this.#provider = provider
    this.#isInProcess = options.isInProcess
    this._start()
  }

  /** In process a transaction is mined when it has been sent. */
  get isInProcess(): boolean {
    return this.#isInProcess
  }

  // ethers says to override _send instead: that is for its queue, which costs a timer per request.
  override send(method: string, params: unknown[] | Record<string, unknown>): Promise<unknown> {
    return this.#provider.request({ method, params })
  }

  override async _send(
    payload: JsonRpcPayload | JsonRpcPayload[],
  ): Promise<(JsonRpcResult | JsonRpcError)[]> {
    const payloads = Array.isArray(payload) ? payload : [payload]
    return Promise.all(
      payloads.map(async ({ id, method, params }) => ({
        id,
        result: await this.#provider.request({ method, params }),
      })),
    )
  }

  override async getSigner(account: number | string = 0): Promise<JsonRpcSigner> {
    if (typeof account === 'string') return new ConnectionSigner(this, account)
    return super.getSigner(account).then(({ address }) => new ConnectionSigner(this, address))
  }

  override async listAccounts(): Promise<JsonRpcSigner[]> {
    const signers = await super.listAccounts()
    return signers.map(({ address }) => new ConnectionSigner(this, address))
  }

  override _getSubscriber(subscription: Subscription): Subscriber {
    switch (subscription.type) {
      case 'block':
        return new RpcSubscriber(this.#provider, ['newHeads'], (head) => {
          void this.emit('block', Number(Reflect.get(Object(head), 'number')))
        })
      case 'event': {
        const { filter } = subscription
        return new RpcSubscriber(this.#provider, ['logs', filter], (log) => {
          void this.emit(filter, this._wrapLog(toLogParams(log), this._network))
        })
      }
      case 'pending':
        return new RpcSubscriber(this.#provider, ['newPendingTransactions'], (hash) => {
          void this.emit('pending', hash)
        })
      default:
        return super._getSubscriber(subscription)
    }
  }
}

/** A log as JSON-RPC gives it; ethers' own formatter checks its fields. */
function toLogParams(log: unknown): LogParams {
  return log as LogParams
}
