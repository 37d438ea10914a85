import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The proxies of a release of OpenZeppelin's contracts. */
export interface OpenZeppelinSources {
  readonly version: string
  /** Contents by path in the package, e.g. `proxy/Proxy.sol`: the proxies and all that they import. */
  readonly files: ReadonlyMap<string, string>
}

/** Paths of the contracts that are deployed. */
export const proxyPaths = {
  ERC1967Proxy: 'proxy/ERC1967/ERC1967Proxy.sol',
  TransparentUpgradeableProxy: 'proxy/transparent/TransparentUpgradeableProxy.sol',
  ProxyAdmin: 'proxy/transparent/ProxyAdmin.sol',
  BeaconProxy: 'proxy/beacon/BeaconProxy.sol',
  UpgradeableBeacon: 'proxy/beacon/UpgradeableBeacon.sol',
} as const

/** What a project has installed; undefined when that is nothing from release 4 on. */
export async function installedSources(root: string): Promise<OpenZeppelinSources | undefined> {
  // Not resolved as JavaScript does: a package's `exports` say nothing of Solidity.
  const paths = createRequire(join(root, 'package.json')).resolve.paths('@openzeppelin/contracts')
  const folders = (paths ?? []).map((path) => join(path, '@openzeppelin', 'contracts'))
  const folder = folders.find((path) => existsSync(join(path, 'package.json')))
  if (folder === undefined) return undefined
  const isComplete = Object.values(proxyPaths).every((path) => existsSync(join(folder, path)))
  return isComplete ? readSources(folder) : undefined
}

/** Those that come with this package, for projects that have none. */
export function shippedSources(): Promise<OpenZeppelinSources> {
  const manifest = fileURLToPath(import.meta.resolve('#openzeppelin/package.json'))
  return readSources(dirname(manifest))
}

async function readSources(folder: string): Promise<OpenZeppelinSources> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const version = String(Reflect.get(Object(manifest), 'version'))
  const files = new Map<string, string>()
  for (const path of Object.values(proxyPaths)) {
    await addFile(folder, path, files)
  }
  return { version, files }
}

const imports = /^\s*import\s[^;]*?["']([^"']+)["']\s*;/gm

async function addFile(folder: string, path: string, files: Map<string, string>): Promise<void> {
  if (files.has(path)) return
  const content = await readFile(join(folder, path), 'utf8')
  files.set(path, content)
  for (const [, imported = ''] of content.matchAll(imports)) {
    await addFile(folder, posix.join(posix.dirname(path), imported), files)
  }
}
