import type { Eip1193Provider, Hex } from '@scaffold-evm/common'
import type {
  AccountLike,
  ContractArgsOf,
  ContractFactoryOf,
  ContractName,
  ContractOf,
  DeployOptions,
  FactoryOptions,
} from '@scaffold-evm/project'
import type { Addressable, JsonRpcSigner } from 'ethers'
import { environmentMissing } from './errors.js'
import {
  activeEnvironment,
  type TestChain,
  type TestEnvironment,
  watchEnvironment,
} from './internal/active-environment.js'
import type { TestEthers } from './internal/hardhat-ethers.js'
import type {
  BlockTag,
  MineOptions,
  NetworkHelpers,
  NumberLike,
  ReorgTransaction,
  SnapshotRestorer,
  Time,
} from './network-helpers.js'
import type { MigrationChoice, TestDeployments } from './test-deployments.js'

export type { MigrationChoice, TestChain, TestDeployments, TestEthers }

/** A fixture of a test: gets the connection, returns what tests need. */
export type TestFixture<T> = (connection: TestChain['connection']) => Promise<T> | T

/** The chain under test, with everything that steers it. */
export let chain: TestChain
/** The EIP-1193 provider of the chain. */
export let provider: Eip1193Provider
/** All of ethers, connected: also `ethers.provider`, `ethers.getSigners()` and Hardhat's other additions. */
export let ethers: TestEthers
/** Signers of the accounts, the default one first. */
export let signers: readonly JsonRpcSigner[]
/** Addresses of the accounts, the default one first. */
export let accounts: readonly Hex[]
/** The clock of the chain. */
export let time: Time

watchEnvironment((environment) => {
  chain = environment?.chain ?? missing('chain', {})
  provider = environment?.chain.connection.provider ?? missing('provider', {})
  ethers = environment?.ethers ?? missing('ethers', {})
  signers = environment?.signers ?? missing('signers', [])
  accounts = environment?.accounts ?? missing('accounts', [])
  time = environment?.chain.time ?? missing('time', {})
})

/** Stands where a value would be, and says so when it is used. */
function missing<T extends object>(name: string, target: object): T {
  const refuse = (): never => {
    throw environmentMissing(name)
  }
  return new Proxy(target, { get: refuse, has: refuse, ownKeys: refuse }) as T
}

function need(name: string): TestEnvironment {
  const environment = activeEnvironment()
  if (environment === undefined) throw environmentMissing(name)
  return environment
}

/** Deploys a compiled contract and waits until it is mined. @throws what `Connection.deploy` throws */
export async function deploy<N extends ContractName>(
  name: N,
  args?: ContractArgsOf<N>,
  options?: DeployOptions,
): Promise<ContractOf<N>> {
  return await need('deploy').chain.connection.deploy(name, args, options)
}

/** A contract that exists. */
export async function contractAt<N extends ContractName>(
  name: N,
  address: string | Addressable,
  from?: AccountLike,
): Promise<ContractOf<N>> {
  return await need('contractAt').chain.connection.contractAt(name, address, from)
}

/** A contract that the project's migrations deployed. */
export async function deployed<N extends ContractName>(name: N): Promise<ContractOf<N>> {
  return await need('deployed').chain.connection.deployed(name)
}

/** What the project's migrations deployed. */
export const deployments: TestDeployments = {
  get: (name) => deployed(name),
  has: async (name) => Object.hasOwn(await recordedContracts(), name),
  all: recordedContracts,
  async fixture(files) {
    const { migrations, gas } = need('deployments')
    const run = (): Promise<void> => migrations.load(toNames(files))
    // It is of all tests that load it, and not of the one that comes first.
    await (gas?.exclude(run) ?? run())
    return recordedContracts()
  },
}

async function recordedContracts(): ReturnType<TestDeployments['all']> {
  const record = await need('deployments').chain.connection.deployments.read()
  return record?.contracts ?? {}
}

function toNames(files: MigrationChoice | undefined): readonly string[] | undefined {
  if (files === undefined) return undefined
  return typeof files === 'object' ? files.map(String) : [String(files)]
}

/** An ethers factory with its libraries linked. */
export async function factory<N extends ContractName>(
  name: N,
  options?: FactoryOptions,
): Promise<ContractFactoryOf<N>> {
  return await need('factory').chain.connection.factory(name, options)
}

/**
 * Runs a named function once per test file; later calls go back to the state it left, and return the same value.
 *
 * @throws `TEST_FIXTURE_ANONYMOUS`, `TEST_FIXTURE_LOST`
 */
export async function loadFixture<T>(fixture: TestFixture<T>): Promise<T> {
  return await need('loadFixture').chain.loadFixture(fixture)
}

/** Another name of {@link loadFixture}. */
export const fixture: typeof loadFixture = loadFixture

type HelperName = Exclude<keyof NetworkHelpers, 'time' | 'loadFixture' | 'clearSnapshots'>

function helper<Name extends HelperName>(name: Name): NetworkHelpers[Name] {
  const call = (...args: readonly unknown[]): unknown =>
    Reflect.apply(need(name).chain[name], undefined, args)
  return call as NetworkHelpers[Name]
}

/** Forgets all fixtures, so that they run again. */
export function clearSnapshots(): void {
  need('clearSnapshots').chain.clearSnapshots()
}

/** Takes a snapshot; its `restore()` goes back to it. */
export const takeSnapshot: () => Promise<SnapshotRestorer> = helper('takeSnapshot')
/** Mines blocks, one by default. */
export const mine: (blocks?: NumberLike, options?: MineOptions) => Promise<void> = helper('mine')
/** Mines until the latest block has this number. */
export const mineUpTo: (blockNumber: NumberLike) => Promise<void> = helper('mineUpTo')
/** Takes a transaction out of the mempool. */
export const dropTransaction: (hash: string) => Promise<boolean> = helper('dropTransaction')
/** Takes off the newest blocks, one by default; what was sent in them is gone. */
export const rollback: (depth?: NumberLike) => Promise<void> = helper('rollback')
/** Replaces the newest blocks by as many others, which hold what is given and nothing else. */
export const reorg: (
  depth: NumberLike,
  transactions?: readonly ReorgTransaction[],
) => Promise<void> = helper('reorg')
/** Reads 32 bytes of storage. */
export const getStorageAt: (
  account: string | Addressable,
  slot: NumberLike,
  block?: NumberLike | BlockTag,
) => Promise<string> = helper('getStorageAt')
/** Writes 32 bytes of storage. */
export const setStorageAt: (
  account: string | Addressable,
  slot: NumberLike,
  value: NumberLike,
) => Promise<void> = helper('setStorageAt')
/** Sets a balance in wei. */
export const setBalance: (account: string | Addressable, balance: NumberLike) => Promise<void> =
  helper('setBalance')
/** Sets the code of an account. */
export const setCode: (account: string | Addressable, code: string) => Promise<void> =
  helper('setCode')
/** Sets the nonce of an account. */
export const setNonce: (account: string | Addressable, nonce: NumberLike) => Promise<void> =
  helper('setNonce')
/** Sets who earns the fees of blocks to come. */
export const setCoinbase: (account: string | Addressable) => Promise<void> = helper('setCoinbase')
/** Sets the randomness of the next block. */
export const setPrevRandao: (prevRandao: NumberLike) => Promise<void> = helper('setPrevRandao')
/** Sets the gas limit of blocks to come. */
export const setBlockGasLimit: (blockGasLimit: NumberLike) => Promise<void> =
  helper('setBlockGasLimit')
/** Sets the base fee of the next block, in wei per gas. */
export const setNextBlockBaseFeePerGas: (baseFeePerGas: NumberLike) => Promise<void> = helper(
  'setNextBlockBaseFeePerGas',
)
/** Lets transactions be sent from an account without its key. */
export const impersonateAccount: (account: string | Addressable) => Promise<void> =
  helper('impersonateAccount')
/** Ends {@link impersonateAccount}. */
export const stopImpersonatingAccount: (account: string | Addressable) => Promise<void> = helper(
  'stopImpersonatingAccount',
)
/** Starts the chain anew, as a fork when a URL is given. */
export const reset: (url?: string, blockNumber?: NumberLike) => Promise<void> = helper('reset')
