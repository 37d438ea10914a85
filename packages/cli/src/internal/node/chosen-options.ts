import { type Hex, isHex, type ScaffoldError } from '@scaffold-evm/common'
import type { NodeOptions } from '../../definitions/node.js'
import { usageError } from '../../errors.js'
import { accountsOf, chosenMnemonic, type GivenAccount } from './accounts.js'
import { parseForkUrl } from './fork-url.js'

/** Options that a chain and a network of a project name alike. */
export interface ChosenOptions {
  readonly dialect?: 'ganache' | 'ganache6'
  readonly chainId?: bigint
  readonly networkId?: bigint
  readonly hardfork?: string
  readonly accountCount?: number
  readonly balanceWei?: bigint
  readonly mnemonic?: string
  readonly accounts?: readonly GivenAccount[]
  readonly derivationPath?: string
  readonly blockGasLimit?: bigint
  readonly baseFeePerGas?: bigint
  readonly gasPrice?: bigint
  readonly transactionGasLimit?: bigint
  readonly coinbase?: Hex
  readonly initialDate?: Date
  readonly allowUnlimitedContractSize?: boolean
  readonly throwOnTransactionFailures?: boolean
  readonly mining?: ChosenMining
  readonly fork?: ChosenFork
}

/** What to fork. */
export interface ChosenFork {
  readonly url: string
  readonly blockNumber: bigint | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly cache: boolean
}

interface ChosenMining {
  readonly auto?: boolean
  readonly intervalMs?: number
  readonly order?: 'fees' | 'arrival'
}

/** What the command line says of the chain; what it does not say is left out. */
export async function chosenOptions(options: NodeOptions): Promise<ChosenOptions> {
  const { gasPrice, baseFee, derivationPath, accounts } = options
  return given<ChosenOptions>({
    dialect: chosenDialect(options),
    // A project's network always has a chain id, which would hide Ganache's.
    chainId: options.chainId ?? chainIdOfGanache(options),
    networkId: options.networkId,
    hardfork: options.hardfork,
    accountCount: accounts,
    balanceWei: options.balance,
    mnemonic: await chosenMnemonic(options),
    accounts: accountsOf(options.account),
    // Ganache's paths have no slash at the end.
    derivationPath: derivationPath?.replaceAll(',', '/').replace(/\/?$/, '/'),
    blockGasLimit: options.gasLimit,
    baseFeePerGas: baseFee,
    gasPrice,
    transactionGasLimit: defaultGas(options),
    coinbase: parseCoinbase(options.coinbase),
    initialDate: genesisDate(options),
    allowUnlimitedContractSize: liftsCodeSizeLimit(options) || undefined,
    throwOnTransactionFailures: options.vmErrors,
    mining: chosenMining(options),
    fork: chosenFork(options),
  })
}

function chosenDialect({ ganache, ganache6 }: NodeOptions): ChosenOptions['dialect'] {
  if (ganache6) return 'ganache6'
  return ganache ? 'ganache' : undefined
}

function chainIdOfGanache({ ganache, ganache6 }: NodeOptions): bigint | undefined {
  if (ganache6) return 1n
  return ganache ? 1_337n : undefined
}

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** Without the fields that are undefined, which would hide those of a project. */
function given<T>(loose: Loose<T>): T {
  return Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined)) as T
}

function chosenMining(options: NodeOptions): ChosenMining | undefined {
  const { blockTime = 0, mining, mixedMining } = options
  const order = chosenOrder(options)
  if (!mining && blockTime > 0) {
    throw usageError('--no-mining and --block-time contradict each other; expected one of the two')
  }
  if (!mining) return { auto: false, ...order }
  if (blockTime > 0) return { auto: mixedMining, intervalMs: blockTime, ...order }
  return order.order === undefined ? undefined : order
}

function chosenOrder({ order }: NodeOptions): { readonly order?: 'fees' | 'arrival' } {
  if (order === undefined) return {}
  return { order: order === 'fifo' ? 'arrival' : 'fees' }
}

function chosenFork(options: NodeOptions): ChosenOptions['fork'] {
  if (options.forkUrl === undefined) {
    if (options.forkBlockNumber !== undefined) throw withoutForkError('--fork-block-number')
    if (options.forkHeader.length > 0) throw withoutForkError('--fork-header')
    return undefined
  }
  const { url, blockNumber, headers } = parseForkUrl(options.forkUrl)
  return {
    url,
    blockNumber: options.forkBlockNumber ?? blockNumber,
    headers: { ...headers, ...Object.fromEntries(options.forkHeader.map(parseHeader)) },
    cache: options.forkCache,
  }
}

function withoutForkError(flag: string): ScaffoldError {
  return usageError(`${flag} says nothing without --fork-url; expected the URL of a node, too`)
}

function parseHeader(header: string): readonly [string, string] {
  const [, name, value] = /^\s*([^\s:]+)\s*:\s*(.*)$/.exec(header) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw usageError(
    `--fork-header is ${JSON.stringify(header)}; expected a name and a value: "X-Key: abc"`,
  )
}

/** Ganache's "estimate" comes to the same as the gas of a block: what is not used is not paid. */
function defaultGas({ defaultGas: text, gasLimit = 30_000_000n }: NodeOptions): bigint | undefined {
  if (text === undefined) return undefined
  if (text === 'estimate') return gasLimit
  if (/^(\d+|0x[0-9a-fA-F]+)$/.test(text) && BigInt(text) > 0n) return BigInt(text)
  throw usageError(`--default-gas is ${JSON.stringify(text)}; expected an amount of gas`)
}

function parseCoinbase(address: string | undefined): Hex | undefined {
  if (address === undefined || (isHex(address) && address.length === 42)) return address
  throw usageError(`--coinbase is ${JSON.stringify(address)}; expected an address`)
}

/** Seconds, or anything that a date can be written as. */
function genesisDate({ timestamp, time }: NodeOptions): Date | undefined {
  if (timestamp !== undefined) return new Date(Number(timestamp) * 1_000)
  if (time === undefined) return undefined
  const date = new Date(/^\d{1,11}$/.test(time) ? Number(time) * 1_000 : time)
  if (!Number.isNaN(date.getTime())) return date
  throw usageError(`--time is ${JSON.stringify(time)}; expected a date, e.g. 2030-01-01T00:00:00Z`)
}

/** EIP-170's, which is the least that a node can have. */
const codeSizeLimit = 24_576

function liftsCodeSizeLimit({ codeSizeLimit: limit, disableCodeSizeLimit }: NodeOptions): boolean {
  if (limit !== undefined && limit < codeSizeLimit) {
    throw usageError(
      `--code-size-limit is ${limit}; expected at least ${codeSizeLimit}, the limit of EIP-170`,
    )
  }
  return disableCodeSizeLimit || (limit !== undefined && limit > codeSizeLimit)
}
