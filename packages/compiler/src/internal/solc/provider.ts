import { join } from 'node:path'
import { errorMessage, isScaffoldError, type Reporter, userCacheDir } from '@scaffold-evm/common'
import { solcNotCachedError } from '../../solc-errors.js'
import { SolcCache } from './cached-solc.js'
import { identifySoljson } from './identify.js'
import { bundledSolc, type InstalledSolc, projectSolcs } from './installed-solc.js'
import type { PackedSolc, packSolc } from './npm-pack.js'
import { longVersionOf, longVersionOfPackage, oldestVersion, packageVersionOf } from './releases.js'
import type { SolcRelease, SolcSource } from './solc.js'
import { listSoljsons } from './soljson-folder.js'
import { isFetchable, unknownVersion } from './unknown-version.js'
import { compareVersions, parseVersionName } from './version.js'

/** Fetches a package of `solc`; {@link packSolc} unless a test says otherwise. */
export type FetchSolc = typeof packSolc

/** What a {@link SolcProvider} works with. */
export interface SolcProviderOptions {
  /** The project's folder: its node_modules and `.npmrc` count. */
  readonly root: string
  /** @default the user's cache: `$SCAFFOLD_CACHE_DIR`, else the system's usual place */
  readonly cacheDir?: string | undefined
  /** Never use the network. npm's own cache still counts. @default false */
  readonly offline?: boolean | undefined
  /** A soljson.js that serves its version before any other source of it. */
  readonly soljsonPath?: string | undefined
  /** Further folders that hold compilers under their usual names (`soljson-v0.4.24+commit.e67f0147.js`), e.g. another tool's cache. @default none */
  readonly folders?: readonly string[] | undefined
  readonly reporter: Reporter
  readonly signal?: AbortSignal | undefined
  /** @default through npm */
  readonly fetchSolc?: FetchSolc
  /** Gets what is under way when a compiler is fetched. */
  readonly onFetch?: ((fetching: Promise<unknown>) => void) | undefined
}

/** Finds compilers on this machine and fetches missing ones. Loads none of them. */
export interface SolcProvider {
  /** What is on this machine, one per version; of several sources of a version the one that {@link resolve} would give. */
  available(): Promise<readonly SolcRelease[]>
  /**
   * A compiler of the first of `versions` that can be had, fetched when it is on this machine in
   * none of the known places. `wantedBy` says in an error who needs it, e.g. `contracts/Old.sol`.
   *
   * @throws `SOLC_NOT_CACHED` when it cannot be fetched.
   * @throws `SOLC_VERSION_UNKNOWN` when it does not exist.
   */
  resolve(versions: string | readonly string[], wantedBy: string): Promise<SolcRelease>
}

class NpmSolcProvider implements SolcProvider {
  readonly #options: SolcProviderOptions
  readonly #cache: SolcCache
  readonly #notesFolder: string
  #installed: Promise<readonly SolcRelease[]> | undefined

  constructor(options: SolcProviderOptions) {
    this.#options = options
    const folder = options.cacheDir ?? userCacheDir()
    this.#cache = new SolcCache(join(folder, 'solc'))
    this.#notesFolder = join(folder, 'soljson-versions')
  }

  async available(): Promise<readonly SolcRelease[]> {
    this.#installed ??= this.#findInstalled()
    const byVersion = new Map<string, SolcRelease>()
    for (const release of [...(await this.#installed), ...(await this.#cache.list())]) {
      if (!byVersion.has(release.version)) byVersion.set(release.version, release)
    }
    return [...byVersion.values()]
  }

  async resolve(versions: string | readonly string[], wantedBy: string): Promise<SolcRelease> {
    const wanted = typeof versions === 'string' ? [versions] : versions
    const [first = ''] = wanted
    try {
      return await this.#resolveOne(first, wantedBy)
    } catch (error) {
      if (!isScaffoldError(error, 'SOLC_NOT_CACHED')) throw error
      const here = await this.available()
      const instead = wanted
        .map((version) => here.find((release) => release.version === version))
        .find((release) => release !== undefined)
      if (instead === undefined) throw error
      this.#options.reporter.warn(
        `${error.shortMessage}. Using solc ${instead.version}, the best fit on this machine`,
      )
      return instead
    }
  }

  async #findInstalled(): Promise<readonly SolcRelease[]> {
    const { root, soljsonPath, folders = [] } = this.#options
    const [bundled, project, ...listed] = await Promise.all([
      bundledSolc(),
      projectSolcs(root),
      ...folders.map(listSoljsons),
    ])
    const explicit = soljsonPath === undefined ? [] : [await this.#fromPath(soljsonPath)]
    const installed = await Promise.all([
      ...(bundled === undefined ? [] : [this.#fromPackage(bundled, 'bundled')]),
      ...project.map((one) => this.#fromPackage(one, 'project')),
    ])
    return [...explicit, ...installed.filter((release) => release !== undefined), ...listed.flat()]
  }

  async #fromPath(path: string): Promise<SolcRelease> {
    const longVersion = await identifySoljson(path, this.#notesFolder)
    return { version: longVersion.replace(/\+.*$/, ''), longVersion, path, source: 'path' }
  }

  /** Undefined for a package whose compiler is too old to serve. */
  async #fromPackage(
    { version, path }: InstalledSolc,
    source: SolcSource,
  ): Promise<SolcRelease | undefined> {
    if (compareVersions(version, oldestVersion) < 0) return undefined
    const longVersion =
      longVersionOfPackage(version) ?? (await identifySoljson(path, this.#notesFolder))
    return { version: longVersion.replace(/\+.*$/, ''), longVersion, path, source }
  }

  async #resolveOne(text: string, wantedBy: string): Promise<SolcRelease> {
    const name = parseVersionName(text)
    const version = name?.version ?? text
    const here = (await this.available()).find((release) => release.version === version)
    const expected = name?.longVersion
    if (here !== undefined && (expected ?? here.longVersion) === here.longVersion) return here
    if (name === undefined || !isFetchable(version)) {
      throw unknownVersion(text, wantedBy)
    }
    if (expected !== undefined && expected !== longVersionOf(version)) {
      throw unknownVersion(text, wantedBy, { reason: 'npm has only the release of that number' })
    }
    return this.#fetch(version, wantedBy)
  }

  async #fetch(version: string, wantedBy: string): Promise<SolcRelease> {
    const { signal } = this.#options
    try {
      return await this.#cache.findOrFetch(version, {
        fetch: () => this.#download(version),
        identify: (path) => identifySoljson(path, this.#notesFolder),
        signal,
      })
    } catch (cause) {
      signal?.throwIfAborted()
      if (isScaffoldError(cause, 'NPM_NO_SUCH_VERSION')) {
        throw unknownVersion(version, wantedBy, { reason: 'npm does not have it', cause })
      }
      if (!isScaffoldError(cause, 'NPM_FAILED')) throw cause
      throw await this.#notCached(version, wantedBy, cause)
    }
  }

  async #notCached(version: string, wantedBy: string, cause: unknown): Promise<Error> {
    const { offline = false } = this.#options
    const available = (await this.available()).map((release) => release.version)
    const reason = offline ? 'fetching is switched off (offline)' : errorMessage(cause)
    const packageVersion = packageVersionOf(version)
    return solcNotCachedError({ version, packageVersion, wantedBy, reason, available, cause })
  }

  async #download(version: string): Promise<PackedSolc> {
    const { root, offline = false, reporter, signal } = this.#options
    const fetchSolc = this.#options.fetchSolc ?? (await import('./npm-pack.js')).packSolc
    const startedMs = performance.now()
    reporter.progress(`Fetching solc ${version} from npm …`)
    try {
      const fetching = fetchSolc(packageVersionOf(version), { root, offline, signal })
      this.#options.onFetch?.(fetching)
      const packed = await fetching
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
      if (!offline) reporter.info(`Fetched solc ${version} from npm in ${seconds} s`)
      return packed
    } finally {
      reporter.progress()
    }
  }
}

/**
 * A {@link SolcProvider} over, in this order: an explicit file, the `solc` this package depends on,
 * the project's own `solc` packages under any alias, further folders, the user's cache, and npm's
 * registry.
 */
export function createSolcProvider(options: SolcProviderOptions): SolcProvider {
  return new NpmSolcProvider(options)
}
