import type { AbiEntry } from '@scaffold-evm/compiler'
import { keccak256 } from 'ethers'

/** Node's way of calling back. */
export type Callback<T> = (error: unknown, result: T) => void

/** A function of web3 0.20's contracts. */
export interface LegacyFunction {
  (...args: unknown[]): unknown
  call(...args: unknown[]): unknown
  sendTransaction(...args: unknown[]): unknown
  estimateGas(...args: unknown[]): unknown
  request(...args: unknown[]): unknown
  getData(...args: unknown[]): string
}

/** A contract of web3 0.20: beside these, its functions and events by name. */
export interface LegacyContract {
  readonly [name: string]: unknown
  address: string
  transactionHash: string | null
  readonly allEvents: unknown
}

export interface LegacyContractFactory {
  at(address: string): LegacyContract
  readonly new: { getData(...args: unknown[]): string }
}

/** A receipt as web3 0.20 formats it. */
export interface LegacyReceipt {
  readonly status?: string | number
  readonly blockHash: string | null
  readonly gasUsed: number
  readonly contractAddress: string | null
  readonly logs: readonly LegacyLog[]
}

export interface LegacyLog {
  readonly [name: string]: unknown
  readonly topics: readonly string[]
  readonly data: string
}

/** web3 0.20, as far as we use it. */
export interface LegacyWeb3 {
  readonly eth: {
    contract(abi: readonly AbiEntry[]): LegacyContractFactory
    sendTransaction(transaction: object, callback: Callback<string>): void
    getTransactionReceipt(hash: string, callback: Callback<LegacyReceipt | null>): void
    getCode(address: string, callback: Callback<string>): void
  }
  readonly version: { getNetwork(callback: Callback<string>): void }
  readonly BigNumber: new (value: unknown) => object
  currentProvider: unknown
  setProvider(provider: unknown): void
  sha3(text: string): string
}

export type Web3Constructor = new (provider?: unknown) => LegacyWeb3

/** Decodes the logs of one event. */
export interface SolidityEvent {
  decode(log: LegacyLog): Readonly<Record<string, unknown>> & { args: Record<string, unknown> }
}

export type SolidityEventConstructor = new (
  requestManager: null,
  abi: AbiEntry,
  address: string | undefined,
) => SolidityEvent

/** The parts of web3 0.20 that are loaded once. */
export interface LegacyWeb3Library {
  readonly Web3: Web3Constructor
  readonly SolidityEvent: SolidityEventConstructor
}

/** How often filters are asked for what is new; web3 0.20's own 500 ms are for nodes that are far away. */
const pollingMs = 50

let loading: Promise<LegacyWeb3Library> | undefined

/** Loads web3 0.20. Cost: 40 ms once. */
export function loadLegacyWeb3(): Promise<LegacyWeb3Library> {
  loading ??= load()
  return loading
}

async function load(): Promise<LegacyWeb3Library> {
  // It assigns to this global without declaring it, which modules may not.
  if (!('XMLHttpRequest' in globalThis)) Reflect.set(globalThis, 'XMLHttpRequest', undefined)
  const [web3, event, config, sha3] = await Promise.all([
    import('web3-0.20'),
    import('web3-0.20/lib/web3/event.js'),
    import('web3-0.20/lib/utils/config.js'),
    import('crypto-js/sha3.js'),
  ])
  sha3.default.hashWith?.(keccak256)
  config.default.ETH_POLLING_TIMEOUT = pollingMs
  return { Web3: web3.default, SolidityEvent: event.default }
}
