import {
  compareVersions,
  isInRange,
  parseVersionName,
  parseVersionRange,
  publishedVersions,
  type SolcProvider,
  type SolcRelease,
  type SolcRunner,
} from '@scaffold-evm/compiler'
import { pragmaUnsatisfiedError, solcPathError } from '../../compile-errors.js'
import {
  createTruffleSolcProvider,
  isOutOfReach,
  nearestReleases,
  newestInRange,
  parseSolcChoice,
  type SolcPlaces,
} from './choose-solc.js'
import { findNativeSolc } from './native-solc.js'
import { createSoljsonBackend, type SolcBackend } from './solc-backend.js'
import type { SolcConfig } from './solc-config.js'
import { closuresOf, type SourceGraph } from './source-graph.js'

/** What compilers are chosen with. */
export interface BackendContext {
  readonly config: SolcConfig
  readonly places: SolcPlaces
  readonly runner: SolcRunner
}

/** Compilers, as far as they are known before the sources. */
export interface BackendChoice {
  /** The version for all sources; undefined when they decide. */
  readonly version: string | undefined
  /** Gives each source its compiler, once the sources are known. */
  assign(graph: SourceGraph, roots: readonly string[]): Promise<(path: string) => SolcBackend>
}

/**
 * Chooses compilers: the same for all sources, which then begins to load, unless the sources decide by their pragmas.
 *
 * @throws the errors of {@link parseSolcChoice}, {@link newestInRange} and the provider; what is given throws
 *   `TRUFFLE_PRAGMA_UNSATISFIED`.
 */
export async function chooseBackends(context: BackendContext): Promise<BackendChoice> {
  const { config, places, runner } = context
  const choice = parseSolcChoice(config, places.root)
  warnOfDocker(context)
  switch (choice.kind) {
    case 'pragma':
      return {
        version: undefined,
        assign: (graph, roots) => backendsByPragma(graph, roots, context),
      }
    case 'native': {
      const native = await findNativeSolc()
      if (native !== undefined) return sameForAll(native)
      return {
        version: undefined,
        assign: (graph, roots) => backendInsteadOfNative(graph, roots, context),
      }
    }
    case 'version': {
      if (config.isDefaultVersion) return defaultForAll(choice.version, context)
      const provider = createTruffleSolcProvider(places)
      if (await isOutOfReach(choice.version, provider))
        return nearestForAll(choice.version, context)
      const release = await provider.resolve(choice.version, 'compilers.solc.version')
      return sameForAll(createSoljsonBackend(release, runner))
    }
    case 'range':
      return newestForAll(choice.range, context)
    case 'path': {
      const [release] = await createTruffleSolcProvider(places, choice.soljson).available()
      if (release === undefined) throw solcPathError(choice.soljson)
      return sameForAll(createSoljsonBackend(release, runner))
    }
  }
}

function sameForAll(backend: SolcBackend): BackendChoice {
  backend.prepare()
  return { version: backend.version, assign: async () => () => backend }
}

/** A release that compiles what there is: the same range may hold others, on this machine or not. */
function newestForAll(range: string, { places, runner }: BackendContext): BackendChoice {
  return {
    version: undefined,
    assign: async (graph) => {
      const isAllowed = fitsPragmas(pragmasOf([...graph.keys()], graph))
      const provider = createTruffleSolcProvider(places)
      const backend = createSoljsonBackend(await newestInRange(range, provider, isAllowed), runner)
      return () => backend
    },
  }
}

/**
 * Truffle's default, or where the sources shut it out, the newest that all of them allow. Where it can not be fetched, the
 * release of its series on this machine that is nearest to it.
 */
function defaultForAll(version: string, { places, runner }: BackendContext): BackendChoice {
  return {
    version,
    assign: async (graph) => {
      const provider = createTruffleSolcProvider(places)
      const release =
        (await newestInsteadOf(version, graph, { places, provider })) ??
        (await provider.resolve(
          [version, ...nearestReleases(version, fitsPragmas(pragmasOf([...graph.keys()], graph)))],
          'a config without a compiler',
        ))
      const backend = createSoljsonBackend(release, runner)
      return () => backend
    },
  }
}

/** The nearest release of the same series that the sources allow; of what they do not allow the compiler's own message says most. */
function nearestForAll(version: string, { places, runner }: BackendContext): BackendChoice {
  const { version: wanted } = parseVersionName(version) ?? { version }
  return {
    version: undefined,
    assign: async (graph) => {
      const fitting = nearestReleases(wanted, fitsPragmas(pragmasOf([...graph.keys()], graph)))
      const nearest = fitting.length > 0 ? fitting : nearestReleases(wanted, () => true)
      const provider = createTruffleSolcProvider(places)
      const release = await provider.resolve(nearest, 'compilers.solc.version')
      places.reporter.warn(
        `> npm does not have solc ${wanted}: solc ${release.version} is used. To have ${wanted}, name the path of its soljson.js as compilers.solc.version`,
      )
      const backend = createSoljsonBackend(release, runner)
      return () => backend
    },
  }
}

async function newestInsteadOf(
  version: string,
  graph: SourceGraph,
  { places, provider }: { readonly places: SolcPlaces; readonly provider: SolcProvider },
): Promise<SolcRelease | undefined> {
  const fits = fitsPragmas(pragmasOf([...graph.keys()], graph))
  // Without a release for all of them, the compiler's own message says most.
  if (fits(version) || !publishedVersions.some(fits)) return undefined
  const release = await newestFor('', [...graph.keys()], graph, provider)
  places.reporter.warn(
    `> The config names no compiler, and the contracts are not for Truffle's default, solc ${version}: solc ${release.version} is used`,
  )
  return release
}

function warnOfDocker({ config, places }: BackendContext): void {
  if (!config.isDocker) return
  places.reporter.warn(
    `> compilers.solc.docker is set: solc ${config.version} is used as JavaScript instead, its output is the same`,
  )
}

/** All files with one, as a native compiler would have it. */
async function backendInsteadOfNative(
  graph: SourceGraph,
  roots: readonly string[],
  { places, runner }: BackendContext,
): Promise<(path: string) => SolcBackend> {
  const provider = createTruffleSolcProvider(places)
  const release = await newestFor(roots[0] ?? '', [...graph.keys()], graph, provider)
  places.reporter.warn(
    `> compilers.solc.version is "native", and no solc is installed: solc ${release.version} is used as JavaScript instead`,
  )
  const backend = createSoljsonBackend(release, runner)
  return () => backend
}

/** Each file with the newest that it and all it imports allow. What is only imported goes along. */
async function backendsByPragma(
  graph: SourceGraph,
  roots: readonly string[],
  { places, runner }: BackendContext,
): Promise<(path: string) => SolcBackend> {
  const provider = createTruffleSolcProvider(places)
  const closures = closuresOf(graph)
  const own = new Set(roots)
  const backends = new Map<string, SolcBackend>()
  const byVersion = new Map<string, SolcBackend>()
  for (const root of roots) {
    const closure = closures.get(root) ?? []
    const release = await newestFor(root, closure, graph, provider)
    const backend = byVersion.get(release.version) ?? createSoljsonBackend(release, runner)
    byVersion.set(release.version, backend)
    for (const path of closure) if (path === root || !own.has(path)) backends.set(path, backend)
  }
  return (path) => {
    const backend = backends.get(path)
    if (backend === undefined) throw pragmaUnsatisfiedError({ path, ranges: [] })
    return backend
  }
}

/** The newest release that all pragmas of `paths` allow: of those on this machine, else of all there are. */
async function newestFor(
  root: string,
  paths: readonly string[],
  graph: SourceGraph,
  provider: SolcProvider,
): Promise<SolcRelease> {
  const ranges = pragmasOf(paths, graph)
  const fits = fitsPragmas(ranges)
  if (ranges.length === 0) throw pragmaUnsatisfiedError({ path: root, ranges })
  const here = (await provider.available()).filter(({ version }) => fits(version))
  const [newest] = here.sort((a, b) => compareVersions(b.version, a.version))
  if (newest !== undefined) return newest
  const published = publishedVersions.findLast(fits)
  if (published === undefined) throw pragmaUnsatisfiedError({ path: root, ranges })
  return provider.resolve(published, root)
}

function pragmasOf(paths: readonly string[], graph: SourceGraph): readonly string[] {
  const texts = paths.flatMap((path) => graph.get(path)?.scan.pragmas.map(({ text }) => text) ?? [])
  return [...new Set(texts)]
}

function fitsPragmas(ranges: readonly string[]): (version: string) => boolean {
  const parsed = ranges.map(parseVersionRange)
  return (version) => parsed.every((range) => range !== undefined && isInRange(version, range))
}
