import { ProjectCompiler } from './internal/project-compiler.js'
import { SolcPool } from './internal/solc-pool.js'
import type { CompileRequest, CompileResult, CompilerOptions } from './options.js'

/** Compiles one project again and again, with its compilers kept loaded. */
export interface Compiler {
  /**
   * Brings the artifacts to the state of the sources. Calls run one after another.
   *
   * Cost: a few milliseconds when nothing has changed. Otherwise what solc takes for the files that
   * changed and those that import them, spread over the cores; the first run of a compiler pays
   * another 0.3 s.
   *
   * @throws `COMPILE_FAILED` with all diagnostics in `data` when solc finds errors; artifacts stay as
   *   they are then. `IMPORT_…`, `SOURCE_…` and `SOURCES_MISSING` when files or folders are missing or
   *   cannot be used, `SOLC_…` when no compiler can be had or it does not take the settings, `LOCK_HELD`
   *   when another process writes artifacts for over a minute.
   */
  compile(request?: CompileRequest): Promise<CompileResult>
  /** Ends the compilers. It can be used again afterwards. */
  close(): Promise<void>
}

/** A {@link Compiler} for one project. Idle, it does not keep the process alive. */
export function createCompiler(options: CompilerOptions): Compiler {
  return new ProjectCompiler(options, new SolcPool(options.workers))
}
