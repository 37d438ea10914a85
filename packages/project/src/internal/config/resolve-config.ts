import { resolve } from 'node:path'
import type { SolcSettings, SolidityConfig, SolidityOverride } from '@scaffold-evm/compiler'
import * as v from 'valibot'
import type {
  GasConfig,
  PathsConfig,
  ScaffoldConfig,
  ScaffoldUserConfig,
  TestConfig,
} from '../../config.js'
import { configInvalidError, networkUnknownError } from '../../errors.js'
import type { NetworkConfig } from '../../network-config.js'
import { frozenCopy } from '../frozen-copy.js'
import { issuesToError } from './describe-issues.js'
import { resolveNetwork } from './resolve-network.js'
import { resolveVerify } from './resolve-verify.js'
import { userConfig } from './schema.js'

/** The name of the network that always exists. */
const inProcessName = 'in-process'

/** The cache folder when the config names no other; what the config itself is imported from is always there. */
export function defaultCacheDir(root: string): string {
  return resolve(root, 'cache')
}

/** The folder of contracts when the config names no other. */
export function defaultSourcesDir(root: string): string {
  return resolve(root, 'contracts')
}

/** What a config is resolved against. */
export interface ResolveContext {
  readonly root: string
  /** For errors. */
  readonly file?: string | undefined
}

function assertUserConfig(
  value: unknown,
  file: string | undefined,
): asserts value is ScaffoldUserConfig {
  const result = v.safeParse(userConfig, value)
  if (!result.success) throw issuesToError(result.issues, file)
}

/** What a schema of single values cannot say. */
function assertConsistent(user: ScaffoldUserConfig, file: string | undefined): void {
  const { networks = {}, solidity } = user
  const own = networks[inProcessName]
  if (own !== undefined && 'url' in own) {
    throw configInvalidError(
      file,
      [`networks.${inProcessName}: this name is kept for the chain inside the process`],
      'Give the network with a URL another name',
    )
  }
  if (typeof solidity !== 'object' || isVersionList(solidity)) return
  if (solidity.version !== undefined && solidity.versions !== undefined) {
    throw configInvalidError(file, ['solidity: expected version or versions, got both'])
  }
}

function resolvePaths(user: ScaffoldUserConfig['paths'] = {}, root: string): PathsConfig {
  const under = (path: string): string => resolve(root, path)
  return {
    root,
    sources: user.sources === undefined ? defaultSourcesDir(root) : under(user.sources),
    tests: under(user.tests ?? 'test'),
    migrations: under(user.migrations ?? 'migrations'),
    artifacts: under(user.artifacts ?? 'artifacts'),
    cache: user.cache === undefined ? defaultCacheDir(root) : under(user.cache),
    types: user.types === false ? false : under(user.types ?? 'types'),
    deployments: under(user.deployments ?? 'deployments'),
  }
}

function resolveSolidity(user: ScaffoldUserConfig['solidity'], root: string): SolidityConfig {
  if (user === undefined) return resolveSolidity({}, root)
  if (typeof user === 'string') return resolveSolidity({ version: user }, root)
  if (isVersionList(user)) return resolveSolidity({ versions: user }, root)
  const versions = user.version === undefined ? (user.versions ?? []) : [user.version]
  return {
    versions: versions.map((version) => version.replace(/^v/, '')),
    settings: withOptimizer(user.settings),
    overrides: Object.fromEntries(Object.entries(user.overrides ?? {}).map(withOptimizedSettings)),
    remappings: user.remappings ?? [],
    ...(user.soljson === undefined ? {} : { soljsonPath: resolve(root, user.soljson) }),
  }
}

/** What is deployed is optimized unless the config says otherwise; some contracts compile no other way. */
function withOptimizer(settings: SolcSettings = {}): SolcSettings {
  return { optimizer: { enabled: true, runs: 200 }, ...settings }
}

function withOptimizedSettings([name, override]: [string, SolidityOverride]): [
  string,
  SolidityOverride,
] {
  const { settings, ...rest } = override
  return [name, settings === undefined ? rest : { ...rest, settings: withOptimizer(settings) }]
}

function isVersionList(value: object): value is readonly string[] {
  return Array.isArray(value)
}

function resolveNetworks(user: ScaffoldUserConfig['networks'] = {}): Record<string, NetworkConfig> {
  const all = { [inProcessName]: {}, ...user }
  return Object.fromEntries(
    Object.entries(all).map(([name, network]) => [name, resolveNetwork(name, network)]),
  )
}

function resolveTest(user: ScaffoldUserConfig['test'] = {}, root: string): TestConfig {
  return {
    timeoutMs: user.timeoutMs ?? 40_000,
    parallel: user.parallel ?? false,
    reporter: user.reporter ?? 'spec',
    require: user.require ?? [],
    bail: user.bail ?? false,
    coverage: {
      directory: resolve(root, user.coverage?.directory ?? 'coverage'),
      reporters: user.coverage?.reporters ?? ['text', 'lcov', 'html'],
      exclude: user.coverage?.exclude ?? [],
      thresholds: user.coverage?.thresholds ?? {},
    },
    mocha: user.mocha ?? {},
  }
}

function resolveGas(user: ScaffoldUserConfig['gas'] = {}, root: string): GasConfig {
  return {
    enabled: user.enabled ?? false,
    exclude: user.exclude ?? [],
    countsCalls: user.countsCalls ?? false,
    showsSignatures: user.showsSignatures ?? false,
    reportFile: user.reportFile === undefined ? undefined : resolve(root, user.reportFile),
    snapshotFile: resolve(root, user.snapshotFile ?? '.gas-snapshot'),
    tolerance: user.tolerance ?? 0,
  }
}

/**
 * The complete config of what a user wrote, deeply frozen. What the user wrote is not changed.
 *
 * @throws `CONFIG_INVALID`, `CONFIG_UNKNOWN_KEY`, `NETWORK_UNKNOWN` for a default network that does not exist.
 */
export function resolveConfig(user: unknown, context: ResolveContext): ScaffoldConfig {
  assertUserConfig(user, context.file)
  assertConsistent(user, context.file)
  const networks = resolveNetworks(user.networks)
  const defaultNetwork = user.defaultNetwork ?? inProcessName
  if (networks[defaultNetwork] === undefined) {
    throw networkUnknownError(defaultNetwork, Object.keys(networks), context.file)
  }
  return frozenCopy({
    solidity: resolveSolidity(user.solidity, context.root),
    paths: resolvePaths(user.paths, context.root),
    networks,
    defaultNetwork,
    namedAccounts: user.namedAccounts ?? {},
    test: resolveTest(user.test, context.root),
    gas: resolveGas(user.gas, context.root),
    verify: resolveVerify(user.verify, context.file),
  })
}
