// Puts chunks that are always loaded together into one file. esbuild makes a chunk for each set of entries and dynamic imports that
// share code, some dozens in all, and every file costs Node a third of a millisecond at the start of a process.
import { rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { plainBuiltins } from './plain-builtins.mjs'

/**
 * Merges what esbuild wrote to `outdir` and told in `outputs`: chunks that the same `entries` load at their start. No two groups
 * need each other: what a chunk imports is loaded by all entries that load the chunk.
 */
export async function mergeChunks(outdir, { outputs, entries, target }) {
  const files = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]))
  const cores = groupsOf(files, entries).map((group, index) => ({ name: `core-${index}`, group }))
  const coreOf = new Map(cores.flatMap((core) => core.group.map((file) => [file, core])))
  const rest = [...files.keys()].filter((file) => !coreOf.has(file))
  await build({
    absWorkingDir: outdir,
    entryPoints: [...cores.map(({ name }) => name), ...rest.map((file) => `./${file}`)],
    outdir,
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [plainBuiltins, coresAndRest({ outdir, files, cores, coreOf })],
  })
  for (const [file, core] of coreOf) {
    const isImportedLater = files.get(file).entryPoint !== undefined
    if (isImportedLater) writeFileSync(join(outdir, file), standIn(file, files, core))
    else rmSync(join(outdir, file))
  }
}

/** Chunks by the entries that load them at their start, two or more each, in the order in which they run. */
function groupsOf(files, entries) {
  const groups = new Map()
  const loaders = new Map()
  for (const entry of entries) {
    const start = [...files].find(([, { entryPoint }]) => entryPoint === entry)[0]
    for (const file of loadOrder(start, files)) {
      if (file !== start) loaders.set(file, [...(loaders.get(file) ?? []), entry])
    }
  }
  for (const [file, names] of loaders) {
    const key = names.join()
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups.values()].filter(({ length }) => length > 1)
}

/** A file and all that it imports, each after what it imports itself. */
function loadOrder(file, files, order = new Set()) {
  for (const { path, kind, external } of files.get(file).imports) {
    const isLoaded = kind === 'import-statement' && !external
    if (isLoaded && !order.has(basename(path))) loadOrder(basename(path), files, order)
  }
  return order.add(file)
}

/** An esbuild plugin that makes the cores, and has all others import from them what was in a merged file. */
function coresAndRest({ outdir, files, cores, coreOf }) {
  const isFile = (path) => path.startsWith('./') && files.has(basename(path))
  return {
    name: 'merge-chunks',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, importer, kind, namespace }) => {
        if (kind === 'entry-point') return isFile(path) ? undefined : { path, namespace: 'core' }
        const core =
          isFile(path) && kind !== 'dynamic-import' ? coreOf.get(basename(path)) : undefined
        if (core === undefined) return { path, external: true }
        const isInside = namespace === 'core' || coreOf.get(basename(importer)) === core
        return isInside
          ? { path: join(outdir, path) }
          : { path: basename(path), namespace: 'merged' }
      })
      build.onLoad({ filter: /.*/, namespace: 'core' }, ({ path }) => {
        const core = cores.find(({ name }) => name === path)
        const parts = core.group.map((file) => reexport(`./${file}`, pairsOf(file, files, core)))
        return { contents: parts.join('\n'), resolveDir: outdir }
      })
      build.onLoad({ filter: /.*/, namespace: 'merged' }, ({ path }) => ({
        contents: standIn(path, files, coreOf.get(path)),
        resolveDir: outdir,
      }))
    },
  }
}

/** What a merged file exports, with the names that it has in its core. */
function pairsOf(file, files, { group }) {
  const index = group.indexOf(file)
  return files.get(file).exports.map((name) => [name, `m${index}_${name}`])
}

/** The text of a file that exports what a merged one did. */
function standIn(file, files, core) {
  const pairs = pairsOf(file, files, core).map(([name, inCore]) => [inCore, name])
  return reexport(`./${core.name}.js`, pairs)
}

function reexport(from, pairs) {
  const names = pairs.map(([name, alias]) => `${name} as ${alias}`)
  return names.length === 0 ? `import '${from}'` : `export { ${names.join(', ')} } from '${from}'`
}
