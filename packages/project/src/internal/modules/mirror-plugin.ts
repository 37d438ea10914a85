import { realpathSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild'
import { keepCalledNamespaces, loadRequired, resolveAsRequire } from './commonjs-imports.js'
import { hideImportPatterns } from './module-code.js'
import { ModuleFormats } from './module-format.js'
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
  const formats = new ModuleFormats()
  return {
    name: 'mirror',
    setup(build) {
      const site = { build, texts, layout, imports, formats }
      build.onResolve({ filter: /.*/ }, (args) => resolveImport(args, site))
      loadRequired(build)
      build.onLoad({ filter: /\.(?:[cm]?[jt]sx?|json)$/ }, ({ path }) => {
        const text = texts.get(path)
        if (text === undefined) return undefined
        if (path.endsWith('.json')) return { contents: text, loader: 'json' }
        return { contents: readable(path, text, formats), loader: loaderOf(path) }
      })
    },
  }
}

function loaderOf(path: string): 'ts' | 'tsx' | 'js' {
  if (path.endsWith('x')) return 'tsx'
  return isTypeScript(path) ? 'ts' : 'js'
}

function readable(path: string, text: string, formats: ModuleFormats): string {
  const hidden = hideImportPatterns(text)
  return isTypeScript(path) && !formats.isModule(path) ? keepCalledNamespaces(hidden) : hidden
}

/** What imports are resolved with. */
interface Site {
  readonly build: PluginBuild
  readonly texts: SourceTexts
  readonly layout: MirrorLayout
  readonly imports: Map<string, Set<string>>
  readonly formats: ModuleFormats
}

async function resolveImport(
  args: OnResolveArgs,
  site: Site,
): Promise<OnResolveResult | undefined> {
  const { build, layout, imports } = site
  if (args.kind === 'entry-point' || args.pluginData === 'scaffold') return undefined
  const asWritten = { path: args.path, external: true }
  if (args.path.startsWith('node:')) return asWritten
  const { importer, kind, resolveDir } = args
  const pluginData = 'scaffold'
  const found = await build.resolve(args.path, { importer, kind, resolveDir, pluginData })
  if (found.errors.length > 0) return unresolved(args)
  if (found.external || found.namespace !== 'file') return asWritten
  const path = sourceOf(found.path)
  if (!layout.isMirrored(path)) {
    const importerText = site.texts.get(importer) ?? ''
    const asRequire = resolveAsRequire({ args, path, importerText }, site.formats)
    if (asRequire !== undefined) return asRequire
  }
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
