import { realpathSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type {
  BuildFailure,
  BuildResult,
  Message,
  OnResolveArgs,
  OnResolveResult,
  Plugin,
  PluginBuild,
} from 'esbuild'
import { isInPackage, isTypeScript } from './resolve-local.js'

/** A module turned into what Node runs. */
export interface TransformedModule {
  readonly path: string
  /** An ES module whose local imports point at their mirrored files. */
  readonly code: string
  /** Its source map as JSON. */
  readonly map: string
  /** Local files it imports that are mirrored too. */
  readonly imports: readonly string[]
}

/** What came of transforming files: each is in one of the two. */
export interface TransformResult {
  readonly modules: readonly TransformedModule[]
  /** Formatted syntax errors by file. */
  readonly failures: ReadonlyMap<string, string>
}

/** Where mirrored files live, and which local files are mirrored. */
export interface MirrorLayout {
  readonly root: string
  /** The mirrored file's path below the mirror's folder. */
  mirrorPath(path: string): string
  isMirrored(path: string): boolean
}

/** Files to read, with the text they were read as. */
export type SourceTexts = ReadonlyMap<string, string>

/** Transforms files with esbuild, which is loaded only now. */
export async function transformModules(
  texts: SourceTexts,
  layout: MirrorLayout,
): Promise<TransformResult> {
  const { build } = await import('esbuild')
  const failures = new Map<string, string>()
  let pending = [...texts.keys()]
  while (pending.length > 0) {
    const imports = new Map<string, Set<string>>()
    try {
      const result = await build({
        absWorkingDir: layout.root,
        entryPoints: pending,
        outbase: layout.root,
        outdir: layout.root,
        entryNames: '[dir]/[name]-[hash]',
        bundle: true,
        // Paths stay what they were asked for as: they are the keys of everything here.
        preserveSymlinks: true,
        write: false,
        metafile: true,
        format: 'esm',
        platform: 'node',
        target: 'node20',
        charset: 'utf8',
        sourcemap: 'external',
        sourcesContent: false,
        logLevel: 'silent',
        plugins: [mirrorPlugin(texts, layout, imports)],
      })
      return { modules: modulesOf(result, layout.root, imports), failures }
    } catch (error) {
      if (!isBuildFailure(error)) throw error
      const failed = failuresOf(error, layout.root)
      if (failed.size === 0) throw error
      for (const [path, text] of failed) failures.set(path, text)
      pending = pending.filter((path) => !failed.has(path))
    }
  }
  return { modules: [], failures }
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
    const code = texts.get(absolute(output)) ?? ''
    return [
      {
        path,
        code,
        map: texts.get(absolute(`${output}.map`)) ?? '',
        imports: [...(imports.get(path) ?? [])],
      },
    ]
  })
}

/** esbuild reports paths relative to the folder as it is without symbolic links. */
function absolutePaths(root: string): (path: string) => string {
  const realRoot = realpathSync(root)
  return (path) => resolve(realRoot, path)
}

function mirrorPlugin(
  texts: SourceTexts,
  layout: MirrorLayout,
  imports: Map<string, Set<string>>,
): Plugin {
  return {
    name: 'mirror',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => resolveImport(build, args, layout, imports))
      build.onLoad({ filter: /\.(?:[cm]?[jt]sx?|json)$/ }, ({ path }) => {
        const text = texts.get(path)
        if (text === undefined) return undefined
        if (path.endsWith('.json')) return { contents: text, loader: 'json' }
        return { contents: withModuleGlobals(path, text), loader: loaderOf(path) }
      })
    },
  }
}

function loaderOf(path: string): 'ts' | 'tsx' | 'js' {
  if (path.endsWith('x')) return 'tsx'
  return isTypeScript(path) ? 'ts' : 'js'
}

/**
 * The mirrored file lies elsewhere: what a module asks about its own place is answered with the original's.
 * Kept on the first line, so that no line number changes.
 */
function withModuleGlobals(path: string, text: string): string {
  const url = pathToFileURL(path).href
  const place: Readonly<Record<string, string>> = { url, dirname: dirname(path), filename: path }
  const code = text.replace(/\bimport\.meta\.(url|dirname|filename)\b/g, (_match, name: string) =>
    JSON.stringify(place[name]),
  )
  const globals = [
    /\brequire\b/.test(text) &&
      `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(${JSON.stringify(url)});`,
    /\b__filename\b/.test(text) && `const __filename = ${JSON.stringify(path)};`,
    /\b__dirname\b/.test(text) && `const __dirname = ${JSON.stringify(dirname(path))};`,
  ].filter((line) => line !== false)
  return globals.length === 0 ? code : `${globals.join(' ')} ${code}`
}

async function resolveImport(
  build: PluginBuild,
  args: OnResolveArgs,
  layout: MirrorLayout,
  imports: Map<string, Set<string>>,
): Promise<OnResolveResult | undefined> {
  if (args.kind === 'entry-point' || args.pluginData === 'scaffold') return undefined
  const asWritten = { path: args.path, external: true }
  if (args.path.startsWith('node:')) return asWritten
  const { importer, kind, resolveDir } = args
  const found = await build.resolve(args.path, {
    importer,
    kind,
    resolveDir,
    pluginData: 'scaffold',
  })
  const isLocal =
    found.errors.length === 0 && found.namespace === 'file' && !isInPackage(found.path)
  // Left to Node: its own modules, packages, and what is not found, whose error Node words best.
  if (!isLocal || found.external) return asWritten
  // `require` is the original's own, and finds what is written; it cannot read TypeScript.
  const isPackageName = !/^[./#]/.test(args.path)
  const isRequire = args.kind === 'require-call' || args.kind === 'require-resolve'
  if ((isPackageName || isRequire) && !isTypeScript(found.path)) return asWritten
  if (!layout.isMirrored(found.path)) {
    return { path: pathToFileURL(found.path).href, external: true }
  }
  const known = imports.get(importer) ?? new Set()
  imports.set(importer, known.add(found.path))
  return { path: mirrorSpecifier(layout, importer, found.path), external: true }
}

function mirrorSpecifier(layout: MirrorLayout, importer: string, target: string): string {
  const from = dirname(layout.mirrorPath(importer))
  const path = relative(from, layout.mirrorPath(target)).replaceAll('\\', '/')
  return path.startsWith('.') ? path : `./${path}`
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}

function failuresOf(failure: BuildFailure, root: string): Map<string, string> {
  const absolute = absolutePaths(root)
  const failures = new Map<string, string>()
  for (const message of failure.errors) {
    if (message.location === null) continue
    const path = absolute(message.location.file)
    const known = failures.get(path)
    failures.set(path, [known, formatMessage(message)].filter(Boolean).join('\n'))
  }
  return failures
}

function formatMessage({ text, location }: Message): string {
  if (location === null) return text
  const { file, line, column, lineText, length } = location
  const margin = ' '.repeat(String(line).length)
  return [
    `${file}:${line}:${column + 1}: ${text}`,
    `  ${line} │ ${lineText}`,
    `  ${margin} │ ${' '.repeat(column)}${'^'.repeat(Math.max(1, length))}`,
  ].join('\n')
}
