import { createCompiler } from './compiler.js'
import type { CompileOptions, CompileResult } from './options.js'

/**
 * Compiles a project once: brings its artifacts to the state of its sources. For repeated use, as in
 * watching, {@link createCompiler} keeps the compilers loaded in between.
 *
 * Cost: a few milliseconds when nothing has changed; neither solc nor the sources are read then.
 *
 * @throws as {@link Compiler.compile}.
 * @example
 * const result = await compile({
 *   root: '/shop',
 *   sources: ['/shop/contracts'],
 *   artifactsDir: '/shop/artifacts',
 *   cacheDir: '/shop/cache',
 *   solidity: { versions: [], settings: {}, overrides: {}, remappings: [] },
 *   reporter: createReporter(process),
 * })
 */
export async function compile(options: CompileOptions): Promise<CompileResult> {
  const { force, files, requireSources, signal, ...project } = options
  const compiler = createCompiler(project)
  try {
    return await compiler.compile({
      signal,
      ...(force === undefined ? {} : { force }),
      ...(files === undefined ? {} : { files }),
      ...(requireSources === undefined ? {} : { requireSources }),
    })
  } finally {
    await compiler.close()
  }
}
