// Bundles the entry points of every package into its dist/: cold start is the number of files loaded.
// What a package bundles is written in its package.json: "bundle": { "entries": [...], "external": [...], "copy": {...},
// "alias": { package: the file that takes its place }, "keepNames": true where names of functions matter at run time },
// and "scripts": { entry: { "keepNames": …, "isSloppy": …, "late": … } } for what is loaded past Node's loaders: each one CommonJS
// file with all of our packages in it, in which some modules of libraries wait until they are used (bundle/late-modules.mjs).
// Beside the bundle goes THIRD-PARTY-NOTICES.txt with the licences of what is in it.
import { cpSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { lateModules } from './bundle/late-modules.mjs'
import { mergeChunks } from './bundle/merge-chunks.mjs'
import { patchLibraries } from './bundle/patch-libraries.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const only = process.argv.slice(2)

/** The oldest Node.js that runs what is built here. */
const target = 'node20.19'

// CommonJS dependencies inside an ES module bundle still call require() for Node's own modules.
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);"

async function bundlePackage(directory) {
  const manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'))
  if (manifest.bundle === undefined) return
  // Made beside dist/ and then put in its place, so that a program that runs meanwhile finds one or the other.
  const dist = join(directory, 'dist')
  const outdir = `${dist}-${process.pid}`
  try {
    await fillBundle(directory, manifest, outdir)
    rmSync(dist, { recursive: true, force: true })
    renameSync(outdir, dist)
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

async function fillBundle(directory, manifest, outdir) {
  const { metafile } = await build({
    absWorkingDir: directory,
    entryPoints: manifest.bundle.entries,
    outdir,
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target,
    minifySyntax: true,
    minifyWhitespace: true,
    // Libraries recognise each other's numbers by the names of their constructors.
    keepNames: manifest.bundle.keepNames === true,
    legalComments: 'none',
    banner: { js: requireBanner },
    alias: manifest.bundle.alias ?? {},
    external: ['@scaffold-evm/*', 'scaffold-evm', ...(manifest.bundle.external ?? [])],
    plugins: [patchLibraries],
    metafile: true,
    logLevel: 'warning',
  })
  await mergeChunks(outdir, { outputs: metafile.outputs, entries: manifest.bundle.entries, target })
  const scripts = await bundleScripts(directory, manifest.bundle, outdir)
  for (const [from, to] of Object.entries(manifest.bundle.copy ?? {})) {
    cpSync(join(directory, from), join(outdir, to), { recursive: true })
  }
  const copied = Object.keys(manifest.bundle.copy ?? {})
  const notices = await noticesOf(directory, [
    ...Object.keys(metafile.inputs),
    ...scripts,
    ...copied,
  ])
  if (notices !== '') writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), notices)
}

/** Gives the files that went into the scripts. From our sources, since other packages may not be bundled yet. */
async function bundleScripts(directory, { scripts = {}, alias = {} }, outdir) {
  const inputs = await Promise.all(
    Object.entries(scripts).map(([entry, options]) =>
      bundleScript(directory, entry, { ...options, alias, outdir }),
    ),
  )
  return inputs.flat()
}

async function bundleScript(
  directory,
  entry,
  { keepNames = false, isSloppy = false, late = {}, alias, outdir },
) {
  const ours = ['common', 'devchain'].map((name) => [
    `@scaffold-evm/${name}`,
    join(root, 'packages', name, 'src', 'index.ts'),
  ])
  const { metafile } = await build({
    absWorkingDir: directory,
    entryPoints: [entry],
    outdir,
    keepNames,
    // Some libraries assign to variables that they never declared.
    ...(isSloppy ? { tsconfigRaw: { compilerOptions: { alwaysStrict: false } } } : {}),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    alias: { ...alias, ...Object.fromEntries(ours) },
    define: { 'import.meta.url': 'moduleUrl', 'import.meta.resolve': 'resolveModule' },
    external: ['bufferutil', 'utf-8-validate'],
    plugins: [patchLibraries, lateModules(late)],
    metafile: true,
    logLevel: 'warning',
  })
  // What stands for a late module is none of its files.
  return Object.keys(metafile.inputs).filter((input) => !input.startsWith('late:'))
}

/** Name, version, licence and licence text of every package that a file in the bundle comes from. */
async function noticesOf(directory, inputs) {
  const folders = new Set()
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)
    if (match !== null) folders.add(join(directory, match[1]))
  }
  const notices = await Promise.all([...folders].sort().map(noticeOf))
  return notices.join(`\n${'-'.repeat(80)}\n\n`)
}

async function noticeOf(folder) {
  const { name, version, license, repository } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  )
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)([.-]|$)/i.test(entry))
  const source = typeof repository === 'string' ? repository : (repository?.url ?? '')
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8')
  return `${name} ${version}, ${license}\nSource: ${source}\n\n${text.trim()}\n`
}

const packages = (await readdir(join(root, 'packages'))).filter(
  (name) =>
    existsSync(join(root, 'packages', name, 'package.json')) &&
    (only.length === 0 || only.includes(name)),
)
await Promise.all(packages.map((name) => bundlePackage(join(root, 'packages', name))))
