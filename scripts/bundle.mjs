// Bundles the entry points of every package into its dist/: cold start is the number of files loaded.
// What a package bundles is written in its package.json: "bundle": { "entries": [...], "external": [...] }.
import { rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = new URL('..', import.meta.url).pathname
const only = process.argv.slice(2)

// CommonJS dependencies inside an ES module bundle still call require() for Node's own modules.
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);"

async function bundlePackage(directory) {
  const manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'))
  if (manifest.bundle === undefined) return
  const outdir = join(directory, 'dist')
  rmSync(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: directory,
    entryPoints: manifest.bundle.entries,
    outdir,
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: requireBanner },
    external: ['@scaffold-evm/*', 'scaffold-evm', ...(manifest.bundle.external ?? [])],
    logLevel: 'warning',
  })
}

const packages = (await readdir(join(root, 'packages'))).filter(
  (name) => only.length === 0 || only.includes(name),
)
await Promise.all(packages.map((name) => bundlePackage(join(root, 'packages', name))))
