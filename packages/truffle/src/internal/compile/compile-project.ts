import type { TruffleConfig } from '../../truffle-config.js'
import { createArtifactStore } from '../artifacts/artifact-store.js'
import { type ArtifactLayer, builtLayer, freshLayer } from './cache-folder.js'
import type { CompileProjectOptions, TruffleCompilation } from './compilation.js'
import { CompileReport } from './compile-report.js'

/**
 * Brings a Truffle project's artifacts to the state of its sources and settings, and prints what Truffle prints.
 *
 * Cost: a few milliseconds when nothing has changed; neither solc nor the sources are read then.
 *
 * @throws `TRUFFLE_COMPILE_FAILED` with solc's texts when it finds errors; artifacts stay as they are then.
 *   `TRUFFLE_COMPILER_…` and `SOLC_…` when no compiler can be had.
 */
export async function compileProject(
  config: TruffleConfig,
  options: CompileProjectOptions,
): Promise<TruffleCompilation> {
  const { reporter, quiet = config.quiet === true } = options
  const report = new CompileReport({ reporter, isQuiet: quiet }, config.events)
  const layer = options.purpose === 'test' ? freshLayer(config) : builtLayer(config)
  report.start()
  if (options.compiler === 'none') {
    report.skipped()
    await report.finished(() => describe(nothingDone, config, layer))
    return nothingDone
  }
  const parts = [
    await runSolc(config, options, report),
    await runVyper(config, options, { layer, report }),
    await runExternal(config, options, layer),
  ]
  const result = joinCompilations(parts)
  if (result.contracts.length === 0) report.nothingToDo()
  else report.written(layer.directory, result.compilers)
  warnOfDuplicates(result.contracts, report)
  if (options.intermediateFile !== undefined) {
    const { writeIntermediateFile } = await import('./intermediate-file.js')
    writeIntermediateFile(options.intermediateFile, config, result)
  }
  await report.finished(() => describe(result, config, layer))
  return result
}

/** What subscribers hear of a compilation. */
function describe(
  { contracts, compilers }: TruffleCompilation,
  { contracts_build_directory: contractsBuildDirectory }: TruffleConfig,
  { directory }: ArtifactLayer,
): object {
  const store = createArtifactStore(directory)
  const result = { contracts: contracts.map((name) => store.find(name)), compilations: [] }
  return { contractsBuildDirectory, compilers, result }
}

const nothingDone: TruffleCompilation = { sources: [], contracts: [], warnings: [], compilers: [] }

function isWanted(
  { compiler }: CompileProjectOptions,
  name: CompileProjectOptions['compiler'],
): boolean {
  return compiler === undefined || compiler === name
}

async function runSolc(
  config: TruffleConfig,
  options: CompileProjectOptions,
  report: CompileReport,
): Promise<TruffleCompilation> {
  if (!isWanted(options, 'solc')) return nothingDone
  const { compileSolidity } = await import('./compile-solidity.js')
  return compileSolidity(config, options, report)
}

async function runVyper(
  config: TruffleConfig,
  options: CompileProjectOptions,
  { layer, report }: { readonly layer: ArtifactLayer; readonly report: CompileReport },
): Promise<TruffleCompilation> {
  if (!isWanted(options, 'vyper')) return nothingDone
  const { compileVyper } = await import('./compile-vyper.js')
  const result = await compileVyper(config, layer, { all: options.all === true, report })
  if (result === undefined) return nothingDone
  const { contracts, version } = result
  return { ...nothingDone, contracts, compilers: [{ name: 'vyper', version }] }
}

async function runExternal(
  config: TruffleConfig,
  options: CompileProjectOptions,
  { directory }: ArtifactLayer,
): Promise<TruffleCompilation> {
  if (!isWanted(options, 'external') || config.compilers['external'] === undefined) {
    return nothingDone
  }
  const { compileExternally } = await import('./compile-external.js')
  const { writeForeignContracts } = await import('./foreign-contracts.js')
  const contracts = await compileExternally(config, options.reporter)
  writeForeignContracts(contracts, directory)
  return {
    ...nothingDone,
    contracts: contracts.map(({ contractName }) => contractName),
    compilers: [{ name: 'external', version: 'undefined' }],
  }
}

function joinCompilations(parts: readonly TruffleCompilation[]): TruffleCompilation {
  return {
    sources: parts.flatMap(({ sources }) => sources),
    contracts: parts.flatMap(({ contracts }) => contracts),
    warnings: parts.flatMap(({ warnings }) => warnings),
    compilers: parts.flatMap(({ compilers }) => compilers),
  }
}

function warnOfDuplicates(contracts: readonly string[], report: CompileReport): void {
  const seen = new Set<string>()
  for (const name of contracts) {
    if (seen.has(name)) {
      report.warn(
        `\n> Duplicate contract names found for ${name}.\n> This can cause errors and unknown behavior. Please rename one of your contracts.`,
      )
    }
    seen.add(name)
  }
}
