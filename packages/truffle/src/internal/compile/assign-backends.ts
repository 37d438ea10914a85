import {
  compareVersions,
  isInRange,
  parseVersionRange,
  publishedVersions,
  type SolcProvider,
  type SolcRelease,
  type SolcRunner,
} from '@scaffold-evm/compiler'
import { pragmaUnsatisfiedError } from '../../compile-errors.js'
import {
  createTruffleSolcProvider,
  newestInRange,
  parseSolcChoice,
  type SolcPlaces,
} from './choose-solc.js'
import { createSoljsonBackend, type SolcBackend } from './solc-backend.js'
import type { SolcConfig } from './solc-config.js'
import { closuresOf, type SourceGraph } from './source-graph.js'

/** What compilers are given to sources by. */
export interface BackendContext {
  readonly graph: SourceGraph
  /** Paths of the sources that were looked for; the others are there because they are imported. */
  readonly roots: readonly string[]
  readonly config: SolcConfig
  readonly places: SolcPlaces
  readonly runner: SolcRunner
}

/**
 * Which compiler each source gets: the same for all, unless their own pragmas decide.
 *
 * @throws the errors of {@link parseSolcChoice}, {@link newestInRange} and the provider, and `TRUFFLE_PRAGMA_UNSATISFIED`.
 */
export async function assignBackends(
  context: BackendContext,
): Promise<(path: string) => SolcBackend> {
  const { config, places, runner } = context
  const choice = parseSolcChoice(config, places.root)
  if (choice.kind === 'pragma') return backendsByPragma(context)
  const soljson = choice.kind === 'path' ? choice.soljson : undefined
  const provider = createTruffleSolcProvider(places, soljson)
  const release = await releaseFor(choice, provider, context)
  const backend = createSoljsonBackend(release, runner)
  return () => backend
}

async function releaseFor(
  choice: Exclude<ReturnType<typeof parseSolcChoice>, { kind: 'pragma' }>,
  provider: SolcProvider,
  context: BackendContext,
): Promise<SolcRelease> {
  switch (choice.kind) {
    case 'version':
      return provider.resolve(choice.version, 'compilers.solc.version')
    case 'range':
      return newestInRange(choice.range, provider)
    case 'path': {
      const [release] = await provider.available()
      return release ?? provider.resolve('', choice.soljson)
    }
    case 'native':
      return newestFor(context.roots[0] ?? '', [...context.graph.keys()], context.graph, provider)
  }
}

async function backendsByPragma(context: BackendContext): Promise<(path: string) => SolcBackend> {
  const { graph, roots, places, runner } = context
  const provider = createTruffleSolcProvider(places)
  const closures = closuresOf(graph)
  const backends = new Map<string, SolcBackend>()
  const byVersion = new Map<string, SolcBackend>()
  for (const root of roots) {
    const closure = closures.get(root) ?? []
    const release = await newestFor(root, closure, graph, provider)
    const backend = byVersion.get(release.version) ?? createSoljsonBackend(release, runner)
    byVersion.set(release.version, backend)
    for (const path of closure)
      if (path === root || !roots.includes(path)) backends.set(path, backend)
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
  const texts = paths.flatMap((path) => graph.get(path)?.scan.pragmas.map(({ text }) => text) ?? [])
  const ranges = [...new Set(texts)]
  const parsed = ranges.map(parseVersionRange)
  const fits = (version: string): boolean =>
    parsed.every((range) => range !== undefined && isInRange(version, range))
  if (ranges.length === 0) throw pragmaUnsatisfiedError({ path: root, ranges })
  const here = (await provider.available()).filter(({ version }) => fits(version))
  const [newest] = here.sort((a, b) => compareVersions(b.version, a.version))
  if (newest !== undefined) return newest
  const published = publishedVersions.findLast(fits)
  if (published === undefined) throw pragmaUnsatisfiedError({ path: root, ranges })
  return provider.resolve(published, root)
}
