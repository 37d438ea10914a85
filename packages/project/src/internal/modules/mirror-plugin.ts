import { realpathSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild'
import { hideImportPatterns } from './module-code.js'
import { isInPackage, isTypeScript } from './resolve-local.js'

/** Where mirrored files live, and which local files are mirrored. */
export interface MirrorLayout {
  readonly root: string
  /** The mirrored file's path below the mirror's folder. */
  mirrorPath(path: string): string
  isMirrored(path: string): boolean
  /** What to import for a file that is not mirrored. */
  originalUrl(path: string): string
}

/** Files to read, with the text they were read as. */
export type SourceTexts = ReadonlyMap<string, string>

/** Has esbuild leave every module by itself, its imports pointing at mirrored files. Fills `imports` by importer. */
export function createMirrorPlugin(
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
        return { contents: hideImportPatterns(text), loader: loaderOf(path) }
      })
    },
  }
}

function loaderOf(path: string): 'ts' | 'tsx' | 'js' {
  if (path.endsWith('x')) return 'tsx'
  return isTypeScript(path) ? 'ts' : 'js'
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
  const pluginData = 'scaffold'
  const found = await build.resolve(args.path, { importer, kind, resolveDir, pluginData })
  if (found.errors.length > 0) return unresolved(args)
  if (found.external || found.namespace !== 'file') return asWritten
  const path = sourceOf(found.path)
  if (isInPackage(path)) {
    return isReachable(path, layout.root) ? asWritten : { path: toUrl(path), external: true }
  }
  // A package that is linked to the project is imported by its name, unless Node could not read it.
  if (!/^[./#]/.test(args.path) && !isTypeScript(path)) return asWritten
  if (!layout.isMirrored(path)) return { path: layout.originalUrl(path), external: true }
  const known = imports.get(importer) ?? new Set()
  imports.set(importer, known.add(path))
  return { path: mirrorSpecifier(layout, importer, path), external: true }
}

/** Packages are left to Node, whose errors word it best; computed imports may be caught by the code. */
function unresolved({ path, importer, kind }: OnResolveArgs): OnResolveResult {
  const isLocal = /^\.{0,2}\//.test(path)
  if (!isLocal) return { path, external: true }
  if (kind === 'import-statement') return { errors: [{ text: `cannot find "${path}"` }] }
  return { path: toUrl(resolve(dirname(importer), path)), external: true }
}

/** A linked package of a workspace may be written in TypeScript: then its sources are as good as the project's. */
function sourceOf(path: string): string {
  if (!isInPackage(path) || !isTypeScript(path)) return path
  const real = realpathSync(path)
  return isInPackage(real) ? path : real
}

/** Whether Node finds a package from the mirror, which sees the packages that the root sees. */
function isReachable(path: string, root: string): boolean {
  const owner = path.slice(0, path.search(/[\\/]node_modules[\\/]/))
  return root === owner || root.startsWith(owner.endsWith(sep) ? owner : owner + sep)
}

function toUrl(path: string): string {
  return pathToFileURL(path).href
}

function mirrorSpecifier(layout: MirrorLayout, importer: string, target: string): string {
  const from = dirname(layout.mirrorPath(importer))
  const path = relative(from, layout.mirrorPath(target)).replaceAll('\\', '/')
  return path.startsWith('.') ? path : `./${path}`
}
