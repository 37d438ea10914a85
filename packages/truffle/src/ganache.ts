import type { Devchain, DevchainServer } from '@scaffold-evm/devchain'
import { HDNodeWallet, Wallet } from '@scaffold-evm/project/ethers'
import {
  type GanacheChain,
  type GanacheOptions,
  readGanacheOptions,
} from './internal/ganache-api/chain-options.js'
import { createCallbackProvider } from './internal/network/callback-provider.js'
import type { TruffleProvider } from './truffle-provider.js'

export type { GanacheOptions }

/** An account as Ganache tells of it. */
export interface GanacheAccount {
  readonly unlocked: boolean
  readonly secretKey: string
  /** Wei. */
  readonly balance: bigint
}

/** What `ganache.provider()` gives, as far as programs use it. */
export interface GanacheProvider extends TruffleProvider {
  /** The accounts that the chain began with, by address. */
  getInitialAccounts(): Readonly<Record<string, GanacheAccount>>
  getOptions(): GanacheOptions
  /** Ends the chain. */
  disconnect(): Promise<void>
}

/** What `ganache.server()` gives. */
export interface GanacheServer {
  readonly provider: GanacheProvider
  /** Resolves, or calls back, when the chain is served. @default 8545 on 127.0.0.1 */
  listen(port?: number, ...rest: readonly unknown[]): Promise<void>
  address(): { readonly address: string; readonly port: number } | undefined
  close(): Promise<void>
}

/**
 * A chain in this process that speaks as Ganache 7.9.2 does, for programs that called `ganache.provider(options)`. It is
 * started by the first request.
 *
 * @example
 * ```ts
 * const provider = createGanacheProvider({ wallet: { totalAccounts: 3 } })
 * await provider.request({ method: 'eth_accounts', params: [] })
 * await provider.disconnect()
 * ```
 */
export function createGanacheProvider(options: GanacheOptions = {}): GanacheProvider {
  return createLazyProvider(options).provider
}

/** The same chain behind a port, for programs that called `ganache.server(options)`. */
export function createGanacheServer(options: GanacheOptions = {}): GanacheServer {
  const { provider, start } = createLazyProvider(options)
  let server: DevchainServer | undefined
  return {
    provider,
    async listen(port = 8_545, ...rest) {
      const host = rest.find((value) => typeof value === 'string')
      const done = rest.find((value) => typeof value === 'function')
      const listening = start().then((chain) =>
        chain.listen({ port: Number(port), ...(host === undefined ? {} : { host: String(host) }) }),
      )
      try {
        server = await listening
      } catch (error) {
        if (done === undefined) throw error
        done(error)
        return
      }
      done?.(null)
    },
    address: () => server && { address: server.host, port: server.port },
    close: () => provider.disconnect(),
  }
}

interface LazyProvider {
  readonly provider: GanacheProvider
  start(): Promise<Devchain>
}

function createLazyProvider(given: GanacheOptions): LazyProvider {
  const wanted = readGanacheOptions(given)
  let starting: Promise<Devchain> | undefined
  const start = (): Promise<Devchain> => {
    starting ??= startChain(wanted)
    return starting
  }
  const whenStarted = (use: (chain: Devchain) => void): void => {
    // A chain that cannot be started says so to whoever asks it something.
    start().then(use, () => undefined)
  }
  const base = createCallbackProvider({
    request: async (args) => (await start()).request(args),
    events: {
      on: (event, listener) => whenStarted((chain) => chain.on(event, listener)),
      removeListener: (event, listener) =>
        whenStarted((chain) => chain.removeListener(event, listener)),
    },
  })
  const provider: GanacheProvider = Object.assign(base, {
    getInitialAccounts: () => initialAccounts(wanted),
    getOptions: () => given,
    disconnect: async () => (await starting)?.close(),
  })
  return { provider, start }
}

async function startChain({ options, unlocked }: GanacheChain): Promise<Devchain> {
  const { createDevchain } = await import('@scaffold-evm/devchain')
  const chain = await createDevchain(options)
  for (const address of unlocked) {
    await chain.request({ method: 'hardhat_impersonateAccount', params: [address] })
  }
  return chain
}

function initialAccounts({ options }: GanacheChain): Readonly<Record<string, GanacheAccount>> {
  const { mnemonic, accounts, accountCount = 10, balanceWei = 1_000n * 10n ** 18n } = options
  if (accounts !== undefined) {
    return byAddress(
      accounts.map(({ privateKey, balanceWei: own = balanceWei }) => [new Wallet(privateKey), own]),
    )
  }
  const path = (options.derivationPath ?? "m/44'/60'/0'/0/").replace(/\/$/, '')
  const root = HDNodeWallet.fromPhrase(mnemonic, undefined, path)
  const wallets = Array.from({ length: accountCount }, (_, index) => root.deriveChild(index))
  return byAddress(wallets.map((wallet) => [wallet, balanceWei]))
}

interface Keys {
  readonly address: string
  readonly privateKey: string
}

function byAddress(
  accounts: readonly (readonly [Keys, bigint])[],
): Readonly<Record<string, GanacheAccount>> {
  const entries = accounts.map(([{ address, privateKey: secretKey }, balance]) => [
    address.toLowerCase(),
    { unlocked: true, secretKey, balance },
  ])
  return Object.fromEntries(entries)
}
