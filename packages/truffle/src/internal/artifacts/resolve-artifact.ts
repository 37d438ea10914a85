import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleConfig } from '../../truffle-config.js'
import { readArtifactMembers } from './artifact-file.js'
import { createLazyArtifact } from './lazy-artifact.js'
import { parseContractReference } from './qualified-name.js'

/**
 * From the argument of `artifacts.require` to an artifact: `X`, `X.sol`, `./X.sol`, `folder/X`, the absolute path of a
 * source, `contracts/a.sol:X`, or `@pkg/X` for an artifact that a package brings along. Undefined when there is none.
 */
export function resolveArtifact(
  config: Pick<TruffleConfig, 'working_directory'>,
  store: TruffleArtifactStore,
  name: string,
): TruffleArtifact | undefined {
  if (parseContractReference(name).sourceName !== undefined && !isWindowsPath(name)) {
    return store.find(name)
  }
  const root = config.working_directory
  return (
    packageArtifact(root, name) ??
    builtArtifact(root, store, name) ??
    nearestPackageArtifact(root, name)
  )
}

/** The error that a name without artifact gives. Tests and users know its text. */
export function artifactNotFoundError(name: string): Error {
  return new Error(`Could not find artifacts for ${name} from any sources`)
}

function builtArtifact(
  root: string,
  store: TruffleArtifactStore,
  name: string,
): TruffleArtifact | undefined {
  const path = normalize(name)
  if (isAbsolute(path) && !path.startsWith(root)) return undefined
  const bySource = isAbsolute(path) ? artifactOfSource(store, path) : undefined
  return bySource ?? store.find(basename(path, '.sol'))
}

/** One file may hold several contracts: the one that is called like it, else the first. */
function artifactOfSource(store: TruffleArtifactStore, path: string): TruffleArtifact | undefined {
  const named = store.find(basename(path, '.sol'))
  if (named?.sourcePath === path) return named
  for (const name of store.names()) {
    const artifact = store.find(name)
    if (artifact?.sourcePath === path) return artifact
  }
  return undefined
}

/** All of the path but its end names a package: `pkg/X`, `@scope/pkg/X.sol`. */
function packageArtifact(root: string, name: string): TruffleArtifact | undefined {
  const packageName = dirname(name)
  if (packageName === '.' || name.startsWith('.') || isAbsolute(name)) return undefined
  return artifactInPackage(root, packageName, basename(name, '.sol'))
}

/** As {@link packageArtifact}, with the path of a source in the package. */
function nearestPackageArtifact(root: string, name: string): TruffleArtifact | undefined {
  if (name.startsWith('.') || isAbsolute(name)) return undefined
  const parts = name.split('/')
  const packageName = parts.slice(0, name.startsWith('@') ? 2 : 1).join('/')
  if (parts.length <= packageName.split('/').length) return undefined
  return artifactInPackage(root, packageName, basename(name, '.sol'))
}

function artifactInPackage(
  root: string,
  packageName: string,
  contractName: string,
): TruffleArtifact | undefined {
  for (const folder of packageFolders(root)) {
    for (const build of ['build/contracts', 'build']) {
      const path = join(folder, packageName, build, `${contractName}.json`)
      const members = readArtifactMembers(path)
      if (members !== undefined) return createLazyArtifact(members)
    }
  }
  return undefined
}

/** Every folder that packages of the project may lie in, the nearest first, then npm's global one. */
export function packageFolders(root: string): readonly string[] {
  const folders: string[] = []
  for (let folder = root; ; folder = dirname(folder)) {
    folders.push(join(folder, 'node_modules'))
    if (dirname(folder) === folder) break
  }
  return [...folders, globalPackageFolder()]
}

function globalPackageFolder(): string {
  const prefix = dirname(process.execPath)
  return process.platform === 'win32'
    ? join(prefix, 'node_modules')
    : join(prefix, '..', 'lib', 'node_modules')
}

function isWindowsPath(name: string): boolean {
  return /^[a-zA-Z]:[\\/]/.test(name)
}
