import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BuildFailure, BuildOptions, BuildResult, Message } from 'esbuild'
import { createMirrorPlugin, type MirrorLayout, type SourceTexts } from './mirror-plugin.js'
import type { MirrorContent } from './mirrored-file.js'
import {
  dropJsonAttributes,
  nameCommonJsExports,
  placeNames,
  preludeOf,
  redirectImports,
} from './module-code.js'
import type { ModuleProblem } from './module-problem.js'

/** A module turned into what Node runs. */
export interface TransformedModule extends MirrorContent {
  readonly path: string
  /** Local files it imports that are mirrored too. */
  readonly imports: readonly string[]
}

/** What came of transforming files: each is in one of the two. */
export interface TransformResult {
  readonly modules: readonly TransformedModule[]
  /** The first problem of each file that has some. */
  readonly problems: ReadonlyMap<string, ModuleProblem>
}

/** Transforms files with esbuild, which is loaded only now. */
export async function transformModules(
  texts: SourceTexts,
  layout: MirrorLayout,
): Promise<TransformResult> {
  const { build } = await import('esbuild')
  const problems = new Map<string, ModuleProblem>()
  let pending = [...texts.keys()]
  while (pending.length > 0) {
    const imports = new Map<string, Set<string>>()
    try {
      const plugins = [createMirrorPlugin(texts, layout, imports)]
      const result = await build({ ...optionsFor(layout.root), entryPoints: pending, plugins })
      return { modules: modulesOf(result, layout.root, imports), problems }
    } catch (error) {
      if (!isBuildFailure(error)) throw error
      const failed = problemsOf(error, layout.root)
      if (!pending.some((path) => failed.has(path))) throw error
      for (const [path, problem] of failed) problems.set(path, problem)
      pending = pending.filter((path) => !failed.has(path))
    }
  }
  return { modules: [], problems }
}

function optionsFor(root: string): BuildOptions & { write: false; metafile: true } {
  return {
    absWorkingDir: root,
    outbase: root,
    outdir: root,
    entryNames: '[dir]/[name]-[hash]',
    bundle: true,
    // Paths stay what they were asked for as: they are the keys of everything here.
    preserveSymlinks: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    charset: 'utf8',
    define: placeNames,
    resolveExtensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'],
    // Without what only bundlers know, so that it finds what Node finds.
    conditions: [],
    mainFields: ['main'],
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
  }
}

function modulesOf(
  result: BuildResult<{ write: false; metafile: true }>,
  root: string,
  imports: ReadonlyMap<string, ReadonlySet<string>>,
): TransformedModule[] {
  const absolute = absolutePaths(root)
  const texts = new Map(result.outputFiles.map(({ path, text }) => [path, text]))
  return Object.entries(result.metafile.outputs).flatMap(([output, { entryPoint }]) => {
    if (entryPoint === undefined) return []
    const path = absolute(entryPoint)
    const text = texts.get(absolute(output)) ?? ''
    const code = nameCommonJsExports(dropJsonAttributes(redirectImports(text)))
    const map = texts.get(absolute(`${output}.map`)) ?? '{}'
    const prelude = preludeOf(code, { root, path })
    return [{ path, prelude, code, map, imports: [...(imports.get(path) ?? [])] }]
  })
}

/** esbuild reports paths relative to the folder as it is without symbolic links. */
function absolutePaths(root: string): (path: string) => string {
  const realRoot = realpathSync(root)
  return (path) => resolve(realRoot, path)
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}

function problemsOf(failure: BuildFailure, root: string): Map<string, ModuleProblem> {
  const absolute = absolutePaths(root)
  const problems = new Map<string, ModuleProblem>()
  for (const message of failure.errors) {
    const problem = problemOf(message, absolute)
    if (problem !== undefined && !problems.has(problem.path)) problems.set(problem.path, problem)
  }
  return problems
}

function problemOf(
  { text, location }: Message,
  absolute: (path: string) => string,
): ModuleProblem | undefined {
  if (location === null) return undefined
  const { file, line, column, lineText } = location
  const width = Math.max(1, location.length)
  return { path: absolute(file), line, column: column + 1, message: text, lineText, width }
}
