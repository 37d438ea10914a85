import type { Hex } from '@scaffold-evm/common'
import type { Connection, GasMeter } from '@scaffold-evm/project'
import type { JsonRpcSigner } from 'ethers'
import type { NetworkHelpers } from '../network-helpers.js'
import type { TestEthers } from './hardhat-ethers.js'
import type { MigrationFixtures } from './helpers/migration-fixtures.js'

/** The chain under test: its connection, and everything that steers it. */
export interface TestChain extends NetworkHelpers<Connection> {
  readonly connection: Connection
  readonly networkName: string
  readonly chainId: bigint
  /** Sends any JSON-RPC request. */
  request(method: string, ...params: readonly unknown[]): Promise<unknown>
}

/** What a test run gives to its test files. */
export interface TestEnvironment {
  readonly chain: TestChain
  readonly ethers: TestEthers
  readonly signers: readonly JsonRpcSigner[]
  readonly accounts: readonly Hex[]
  /** Measures the gas of tests. */
  readonly gas?: Pick<GasMeter, 'exclude'> | undefined
  readonly migrations: MigrationFixtures
}

interface EnvironmentSlot {
  current: TestEnvironment | undefined
  readonly listeners: Set<(environment: TestEnvironment | undefined) => void>
}

// On the global object: the runner and the test files may load two copies of this package.
const slotName = Symbol.for('scaffold-evm.test-environment')

function slot(): EnvironmentSlot {
  const holder = globalThis as { [slotName]?: EnvironmentSlot }
  holder[slotName] ??= { current: undefined, listeners: new Set() }
  return holder[slotName]
}

/** The environment of the running tests. */
export function activeEnvironment(): TestEnvironment | undefined {
  return slot().current
}

/** Makes `environment` the one that test files see; undefined ends it. */
export function activateEnvironment(environment: TestEnvironment | undefined): void {
  const { listeners } = slot()
  slot().current = environment
  for (const listener of listeners) listener(environment)
}

/** Calls `listener` now and whenever the environment changes. */
export function watchEnvironment(
  listener: (environment: TestEnvironment | undefined) => void,
): void {
  slot().listeners.add(listener)
  listener(slot().current)
}
