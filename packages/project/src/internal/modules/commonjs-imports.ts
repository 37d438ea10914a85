import type { OnLoadResult, OnResolveArgs, OnResolveResult, PluginBuild } from 'esbuild'
import type { ModuleFormats } from './module-format.js'
import { isTypeScript } from './resolve-local.js'

/** Where esbuild finds modules that are nothing but a `require` of something. */
const required = 'scaffold-required'

/** An import of something that is not mirrored. */
export interface PlainImport {
  readonly args: OnResolveArgs
  /** What it was found as. */
  readonly path: string
  readonly importerText: string
}

/**
 * TypeScript that is compiled to CommonJS reads what it imports from CommonJS when it uses it, by whatever name; Node
 * only gives ES modules the names that it finds in a source. Undefined where the import can be left to Node.
 */
export function resolveAsRequire(
  { args, path, importerText }: PlainImport,
  formats: ModuleFormats,
): OnResolveResult | undefined {
  const { kind, importer } = args
  if (kind !== 'import-statement' || !isTypeScript(importer)) return undefined
  if (formats.isModule(importer) || formats.isModule(path)) return undefined
  if (!/\.c?js$/.test(path) || hasNoNames(importerText, args.path)) return undefined
  return { path: args.path, namespace: required }
}

/** Has esbuild find what {@link resolveAsRequire} names. */
export function loadRequired(build: PluginBuild): void {
  build.onLoad({ filter: /.*/, namespace: required }, ({ path }): OnLoadResult => {
    return { contents: `module.exports = require(${JSON.stringify(path)})`, loader: 'js' }
  })
}

/** Imports for their effects keep their order; of `export *` nobody knows the names before it runs. */
function hasNoNames(text: string, specifier: string): boolean {
  const quoted = `(['"])${specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\1`
  return new RegExp(
    `\\bimport\\s*${quoted}|\\bexport\\s*\\*[^'"\\n]*\\bfrom\\s*${quoted.replace('\\1', '\\2')}`,
  ).test(text)
}

const namespaceImport = /^([ \t]*import\s+)\*\s*as\s+([\w$]+)\s+from\s+((['"])[^'"\n]+\4)/gm

/**
 * `import * as Web3 from 'web3'` is the very function that the package exports where TypeScript makes CommonJS of it
 * without `esModuleInterop`. Only where it is called: that is an error in every other mode.
 */
export function keepCalledNamespaces(text: string): string {
  return text.replace(
    namespaceImport,
    (whole: string, start: string, name: string, from: string) =>
      isCalled(text, name) ? `${start}${name} = require(${from})` : whole,
  )
}

function isCalled(text: string, name: string): boolean {
  return new RegExp(`(?<![.\\w$])${name.replaceAll('$', '\\$')}\\s*\\(`).test(text)
}
