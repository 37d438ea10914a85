import { createSilentReporter, isScaffoldError } from '@scaffold-evm/common'
import { parseVersionName, type SolcRelease, type SolcRunner } from '@scaffold-evm/compiler'
import { chooseBackends } from './internal/compile/choose-backends.js'
import { createTruffleSolcProvider, isOutOfReach } from './internal/compile/choose-solc.js'
import { findContracts } from './internal/compile/find-contracts.js'
import { ImportResolver } from './internal/compile/import-resolver.js'
import { readSolcConfig } from './internal/compile/solc-config.js'
import { isCompiled } from './internal/compile/solc-units.js'
import { loadSourceGraph } from './internal/compile/source-graph.js'
import type { TruffleProject } from './truffle-project.js'

/**
 * The release that compiles a project, as Truffle chooses it: by a path, a version, a range, or the pragmas where the config names
 * none. Undefined when it is not on this machine, is no JavaScript, or is not the same for all sources.
 *
 * Cost: reads the sources unless the config names a version or a path.
 */
export async function locateSolc({
  root,
  config,
}: TruffleProject): Promise<SolcRelease | undefined> {
  const solc = readSolcConfig(config)
  const places = { root, reporter: createSilentReporter() }
  if (!solc.isDefaultVersion && parseVersionName(solc.version) !== undefined) {
    const provider = createTruffleSolcProvider(places)
    if (!(await isOutOfReach(solc.version, provider))) {
      const version = solc.version.replace(/^v|\+.*$/g, '')
      return (await provider.available()).find((release) => release.version === version)
    }
  }
  try {
    const choice = await chooseBackends({ config: solc, places, runner: idleRunner })
    const roots = findContracts(config.contracts_directory).filter(isCompiled)
    const resolver = new ImportResolver({ root, memory: {} })
    const graph = loadSourceGraph(roots, { resolver, root, solcVersion: choice.version })
    const backendOf = await choice.assign(graph, roots)
    const [first, ...others] = new Set(roots.map((path) => backendOf(path).release))
    return others.length === 0 ? first : undefined
  } catch (error) {
    // Whoever compiles is told.
    if (!isScaffoldError(error)) throw error
    return undefined
  }
}

/** Nothing is to be compiled. */
const idleRunner: SolcRunner = {
  prepare: async () => undefined,
  run: () => Promise.reject(new TypeError('nothing is compiled to locate a compiler')),
  close: async () => undefined,
}
