import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import {
  compareVersions,
  createSolcProvider,
  isInRange,
  longVersionOf,
  parseVersionName,
  parseVersionRange,
  publishedVersions,
  type SolcProvider,
  type SolcRelease,
} from '@scaffold-evm/compiler'
import { compilerNotUnderstoodError, solcPathError } from '../../compile-errors.js'
import type { EventManager } from '../events/event-manager.js'
import type { SolcConfig } from './solc-config.js'

/** What compilers are looked for with. */
export interface SolcPlaces {
  /** The project's folder. */
  readonly root: string
  readonly reporter: Reporter
  readonly signal?: AbortSignal | undefined
  /** Who hears of what is fetched. @default nobody */
  readonly events?: Pick<EventManager, 'tell'> | undefined
}

/** What a project's version means. */
export type SolcChoice =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'path'; readonly soljson: string }
  /** The newest that each file's pragmas allow. */
  | { readonly kind: 'pragma' }
  /** The solc that is installed on this machine. */
  | { readonly kind: 'native' }

/**
 * Reads `compilers.solc.version`.
 *
 * @throws `TRUFFLE_COMPILER_NOT_UNDERSTOOD`, or `TRUFFLE_SOLC_PATH` for a path that holds no compiler.
 */
export function parseSolcChoice({ version, isDocker }: SolcConfig, root: string): SolcChoice {
  if (version === 'pragma' && !isDocker) return { kind: 'pragma' }
  if (version === 'native' && !isDocker) return { kind: 'native' }
  if (isPath(version, root)) return { kind: 'path', soljson: soljsonAt(resolve(root, version)) }
  if (parseVersionName(version) !== undefined) return { kind: 'version', version }
  if (parseVersionRange(version) !== undefined) return { kind: 'range', range: version }
  throw compilerNotUnderstoodError(version)
}

function isPath(version: string, root: string): boolean {
  if (isAbsolute(version)) return true
  // A folder that is called like a version is none.
  return parseVersionRange(version) === undefined && existsSync(resolve(root, version))
}

/** Its package's folder, the file itself, or another file of the package. */
function soljsonAt(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw solcPathError(path)
  const folder = stats.isDirectory() ? path : dirname(path)
  const beside = join(folder, 'soljson.js')
  if (existsSync(beside)) return beside
  if (stats.isDirectory()) throw solcPathError(path)
  return path
}

/** Compilers on this machine, those among them that Truffle has fetched, and npm's. */
export function createTruffleSolcProvider(
  { root, reporter, signal, events }: SolcPlaces,
  soljsonPath?: string,
): SolcProvider {
  return createSolcProvider({
    root,
    reporter,
    signal,
    soljsonPath,
    folders: truffleCompilerFolders(),
    onFetch: (fetching) => events && tellFetching(events, fetching),
  })
}

/** In Truffle's order: it looked at a list of compilers first, which is part of this package here. */
function tellFetching(events: Pick<EventManager, 'tell'>, fetching: Promise<unknown>): void {
  const attempt = (): object => ({ attemptNumber: 1 })
  events.tell('fetchSolcList:start', attempt)
  events.tell('fetchSolcList:succeed')
  events.tell('downloadCompiler:start', attempt)
  fetching.then(
    () => events.tell('downloadCompiler:succeed'),
    () => events.tell('downloadCompiler:fail'),
  )
}

/** Where Truffle keeps what it fetched, on the systems it knows. */
function truffleCompilerFolders(): readonly string[] {
  const { XDG_CONFIG_HOME, APPDATA } = process.env
  const configs = [
    XDG_CONFIG_HOME ?? join(homedir(), '.config'),
    ...(process.platform === 'darwin' ? [join(homedir(), 'Library', 'Preferences')] : []),
    ...(APPDATA === undefined ? [] : [APPDATA]),
  ]
  return configs.map((folder) => join(folder, 'truffle-nodejs', 'compilers', 'node_modules'))
}

/**
 * The newest release in a range that the sources allow: of those on this machine, else of all there are. When they
 * allow none, the newest in the range: its own message says most.
 *
 * @throws as {@link SolcProvider.resolve}, and `TRUFFLE_COMPILER_NOT_UNDERSTOOD` when no release is in it.
 */
export async function newestInRange(
  range: string,
  provider: SolcProvider,
  isAllowed: (version: string) => boolean = () => true,
): Promise<SolcRelease> {
  const parsed = parseVersionRange(range)
  const isIn = (version: string): boolean => parsed !== undefined && isInRange(version, parsed)
  const isBoth = (version: string): boolean => isIn(version) && isAllowed(version)
  const fits = publishedVersions.some(isBoth) ? isBoth : isIn
  const here = (await provider.available()).filter(({ version }) => fits(version))
  const [newest] = here.sort((a, b) => compareVersions(b.version, a.version))
  if (newest !== undefined) return newest
  const published = publishedVersions.findLast(fits)
  if (published === undefined) throw compilerNotUnderstoodError(range)
  return provider.resolve(published, 'compilers.solc.version')
}

/** Whether a release exists that npm does not have, and that is not on this machine either. Truffle fetched it from elsewhere. */
export async function isOutOfReach(version: string, provider: SolcProvider): Promise<boolean> {
  const { version: release } = parseVersionName(version) ?? { version }
  if (longVersionOf(release) === undefined || publishedVersions.includes(release)) return false
  return !(await provider.available()).some((one) => one.version === release)
}

/** Other releases of the same series that may do: newer ones first, and the nearest first of each. */
export function nearestReleases(
  version: string,
  isAllowed: (version: string) => boolean,
): readonly string[] {
  const series = version.slice(0, version.lastIndexOf('.') + 1)
  const others = publishedVersions.filter((other) => other.startsWith(series) && isAllowed(other))
  const newer = others.filter((other) => compareVersions(other, version) > 0)
  const older = others.filter((other) => compareVersions(other, version) < 0)
  return [...newer, ...older.reverse()]
}
