import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSilentReporter, isScaffoldError, writeFileAtomic } from '@scaffold-evm/common'
import {
  type Artifact,
  type ArtifactStore,
  createArtifactStore,
  type Project,
} from '@scaffold-evm/project'
import { sha256 } from '../files/digest.js'
import {
  installedSources,
  type OpenZeppelinSources,
  proxyPaths,
  shippedSources,
} from './openzeppelin-sources.js'

/** OpenZeppelin's contracts that stand before implementations. */
export type ProxyContractName =
  | keyof typeof proxyPaths
  /** The same for proxies that are not initialized, which releases from 5.5 on refuse. */
  | 'UninitializedERC1967Proxy'
  | 'UninitializedTransparentUpgradeableProxy'

/** Them, compiled. */
export interface ProxyContracts {
  /** Of OpenZeppelin's release, e.g. `5.7.0`. */
  readonly version: string
  /** Release 4 has proxies whose admin is given, and owners that are whoever deploys. */
  readonly hasGivenAdmin: boolean
  /** Where they lie, with their build-info. */
  readonly artifacts: ArtifactStore
  get(name: ProxyContractName): Promise<Artifact>
}

const known = new WeakMap<Project, Promise<ProxyContracts>>()

/**
 * The proxies of the release of `@openzeppelin/contracts` that a project has installed, compiled once with its EVM
 * version and kept in its cache; those of the release that comes with this package when it has none, or when no compiler for it can be had.
 */
export function loadProxyContracts(project: Project): Promise<ProxyContracts> {
  const before = known.get(project)
  if (before !== undefined) return before
  const contracts = findProxyContracts(project)
  known.set(project, contracts)
  return contracts
}

async function findProxyContracts(project: Project): Promise<ProxyContracts> {
  const installed = await installedSources(project.root)
  if (installed !== undefined) {
    try {
      return await compiled(project, installed)
    } catch (error) {
      // A release that is too old or too new for what can be had: any other does as well.
      if (!isScaffoldError(error)) throw error
    }
  }
  return compiled(project, await shippedSources())
}

async function compiled(project: Project, sources: OpenZeppelinSources): Promise<ProxyContracts> {
  const folder = join(project.config.paths.cache, 'proxies', sources.version)
  const artifacts = createArtifactStore(join(folder, 'artifacts'))
  const settings = settingsOf(project)
  const text = entryText(sources)
  const stamp = sha256(JSON.stringify([text, settings, [...sources.files]]))
  const stampPath = join(folder, 'made-from')
  const made = existsSync(stampPath) ? await readFile(stampPath, 'utf8') : ''
  if (made !== stamp) {
    await writeSources(folder, sources, text)
    await compile(project, folder, settings)
    await writeFileAtomic(stampPath, stamp)
  }
  return {
    version: sources.version,
    hasGivenAdmin: sources.version.startsWith('4.'),
    artifacts,
    get: (name) => artifacts.get(fullName(name)),
  }
}

function fullName(name: ProxyContractName): string {
  return name in proxyPaths
    ? `@openzeppelin/contracts/${Reflect.get(proxyPaths, name)}:${name}`
    : `${entryName}:${name}`
}

const entryName = 'contracts/Proxies.sol'

/** What imports them. A proxy may say itself whether it insists on being initialized. */
function entryText({ files }: OpenZeppelinSources): string {
  const insists = files.get(proxyPaths.ERC1967Proxy)?.includes('_unsafeAllowUninitialized') === true
  const override = insists
    ? `
    function _unsafeAllowUninitialized() internal pure override returns (bool) {
        return true;
    }
`
    : ''
  const lines = Object.entries(proxyPaths).map(
    ([name, path]) => `import {${name}} from "@openzeppelin/contracts/${path}";`,
  )
  return `// SPDX-License-Identifier: MIT
pragma solidity >=0.8.0;

${lines.join('\n')}

contract UninitializedERC1967Proxy is ERC1967Proxy {
    constructor(address implementation, bytes memory data) payable ERC1967Proxy(implementation, data) {}
${override}}

contract UninitializedTransparentUpgradeableProxy is TransparentUpgradeableProxy {
    constructor(address implementation, address owner, bytes memory data) payable TransparentUpgradeableProxy(implementation, owner, data) {}
${override}}
`
}

async function writeSources(
  folder: string,
  { files, version }: OpenZeppelinSources,
  text: string,
): Promise<void> {
  const target = join(folder, 'node_modules', '@openzeppelin', 'contracts')
  const manifest = { name: '@openzeppelin/contracts', version }
  await writeFileAtomic(join(target, 'package.json'), JSON.stringify(manifest))
  for (const [path, content] of files) await writeFileAtomic(join(target, path), content)
  await writeFileAtomic(join(folder, entryName), text)
}

/** What every chain runs, unless the project says which its chain is: proxies gain nothing from later instructions. */
function settingsOf({ config }: Project): Readonly<Record<string, unknown>> {
  const { evmVersion = 'paris' } = config.solidity.settings
  return { optimizer: { enabled: true, runs: 200 }, evmVersion }
}

async function compile(
  project: Project,
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { createCompiler } = await import('@scaffold-evm/compiler')
  const { soljsonPath } = project.config.solidity
  const compiler = createCompiler({
    root: folder,
    sources: [join(folder, 'contracts')],
    artifactsDir: join(folder, 'artifacts'),
    cacheDir: join(folder, 'cache'),
    solidity: { versions: [], settings, overrides: {}, remappings: [], soljsonPath },
    reporter: createSilentReporter(),
  })
  try {
    await compiler.compile()
  } finally {
    await compiler.close()
  }
}
