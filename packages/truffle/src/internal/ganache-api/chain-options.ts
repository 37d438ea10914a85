import { type Hex, isHex } from '@scaffold-evm/common'
import type { DevchainOptions } from '@scaffold-evm/devchain'
import { Mnemonic } from '@scaffold-evm/project/ethers'
import { forkOptions } from '../network/fork-options.js'
import { etherToWei, toBigint } from '../network/managed-chain.js'

/** Options as Ganache takes them: in namespaces (version 7) or all in one (version 6). */
export type GanacheOptions = Readonly<Record<string, unknown>>

/** What a chain is made with, and what is asked of it when it is there. */
export interface GanacheChain {
  readonly options: DevchainOptions & { readonly mnemonic: string }
  /** Addresses to send for without their keys. */
  readonly unlocked: readonly string[]
}

const deterministicMnemonic =
  'myth like bonus scare over problem client lizard pioneer submit female collect'

/** A chain as Ganache's options describe it. What they do not name is as in Ganache 7.9.2. */
export function readGanacheOptions(given: GanacheOptions): GanacheChain {
  const read = createReader(given)
  const blockTimeSec = Number(read('miner.blockTime', 'blockTime') ?? 0)
  const time = read('chain.time', 'time')
  const ether = read('wallet.defaultBalance', 'default_balance_ether', 'defaultBalanceEther')
  const count = read('wallet.totalAccounts', 'total_accounts', 'totalAccounts')
  const path = read('wallet.hdPath', 'hd_path')
  const options: GanacheChain['options'] = {
    dialect: 'ganache',
    ...defined({
      chainId: toBigint(read('chain.chainId', 'chainId', '_chainId')),
      networkId: toBigint(read('chain.networkId', 'network_id', 'networkId')),
      hardfork: textOf(read('chain.hardfork', 'hardfork')),
      accountCount: count === undefined ? undefined : Number(count),
      balanceWei: ether === undefined ? undefined : etherToWei(ether),
      accounts: accountsOf(read('wallet.accounts', 'accounts')),
      derivationPath: typeof path === 'string' ? path.replace(/\/?$/, '/') : undefined,
      blockGasLimit: toBigint(read('miner.blockGasLimit', 'gasLimit')),
      gasPrice: toBigint(read('miner.defaultGasPrice', 'gasPrice')),
      transactionGasLimit: gasOf(
        read('miner.defaultTransactionGasLimit', 'defaultTransactionGasLimit'),
      ),
      coinbase: coinbaseOf(read('miner.coinbase')),
      allowUnlimitedContractSize: isOn(
        read('chain.allowUnlimitedContractSize', 'allowUnlimitedContractSize'),
      ),
      throwOnTransactionFailures: isOn(
        read('chain.vmErrorsOnRPCResponse', 'vmErrorsOnRPCResponse'),
      ),
      initialDate: time === undefined ? undefined : new Date(time as string | number),
      mining: blockTimeSec > 0 ? { auto: false, intervalMs: blockTimeSec * 1_000 } : undefined,
    }),
    ...forkOf(given, read),
    mnemonic: mnemonicOf(read),
  }
  const unlocked = read('wallet.unlockedAccounts', 'unlocked_accounts')
  return { options, unlocked: Array.isArray(unlocked) ? unlocked.map(String) : [] }
}

/** The first of several names that has a value: `wallet.mnemonic` in its namespace, others at the top. */
type Reader = (...names: readonly string[]) => unknown

function createReader(given: GanacheOptions): Reader {
  const get = (name: string): unknown =>
    name.split('.').reduce<unknown>((from, key) => Reflect.get(Object(from), key), given)
  return (...names) => names.map(get).find((value) => value !== undefined && value !== null)
}

function mnemonicOf(read: Reader): string {
  const given = read('wallet.mnemonic', 'mnemonic')
  if (typeof given === 'string' && given !== '') return given
  if (read('wallet.deterministic', 'deterministic') === true) return deterministicMnemonic
  return Mnemonic.entropyToPhrase(crypto.getRandomValues(new Uint8Array(16)))
}

function accountsOf(given: unknown): DevchainOptions['accounts'] {
  if (!Array.isArray(given) || given.length === 0) return undefined
  return given.flatMap(({ secretKey, balance }: Record<string, unknown>) => {
    const privateKey = typeof secretKey === 'string' ? secretKey : hexOf(secretKey)
    if (!isHex(privateKey)) return []
    const balanceWei = toBigint(balance)
    return [{ privateKey, ...(balanceWei === undefined ? {} : { balanceWei }) }]
  })
}

function hexOf(bytes: unknown): string {
  return bytes instanceof Uint8Array ? `0x${Buffer.from(bytes).toString('hex')}` : ''
}

function coinbaseOf(given: unknown): Hex | undefined {
  return isHex(given) ? given : undefined
}

function gasOf(given: unknown): bigint | undefined {
  return given === 'estimate' ? 30_000_000n : toBigint(given)
}

function forkOf(given: GanacheOptions, read: Reader): Pick<DevchainOptions, 'fork'> {
  const { fork } = forkOptions(given['fork'])
  if (fork === undefined) return {}
  const blockNumber = toBigint(read('fork_block_number'))
  return { fork: blockNumber === undefined ? fork : { ...fork, blockNumber } }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function isOn(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function defined(options: DevchainOptions): DevchainOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
