import type { TruffleConfig } from '../../truffle-config.js'
import { builtLayer, freshLayer } from './cache-folder.js'
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
  const report = new CompileReport(options.reporter, options.quiet ?? config.quiet === true)
  report.start()
  const { compileSolidity } = await import('./compile-solidity.js')
  const result = await compileSolidity(config, options, report)
  const layer = options.purpose === 'test' ? freshLayer(config) : builtLayer(config)
  if (result.contracts.length === 0) report.nothingToDo()
  else report.written(layer.directory, result.compilers)
  warnOfDuplicates(result.contracts, report)
  return result
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
