// Compiles the AssemblyScript of packages to WebAssembly in their build folders, when a source is newer than that.
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What is made of which source, by package. */
const packages = {
  compiler: {
    'asm-js.wasm': 'index.ts',
  },
  devchain: {
    'blake2.wasm': 'blake2.ts',
    'engine.wasm': 'index.ts',
    'hasher.wasm': 'hasher.ts',
  },
}

function modifiedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

async function compile(folder, source, output) {
  const { main } = await import('assemblyscript/asc')
  mkdirSync(join(folder, 'build'), { recursive: true })
  // Made beside it and then put in its place, so that a program that runs meanwhile finds one or the other.
  const made = `build/${process.pid}-${output}`
  const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--runtime', 'stub', '--noAssert']
  const { error, stderr } = await main(
    [`assembly/${source}`, '--baseDir', folder, '--outFile', made, ...options],
    { stdout: process.stdout, stderr: process.stderr },
  )
  if (error !== null) {
    console.error(String(stderr))
    throw error
  }
  renameSync(join(folder, made), join(folder, 'build', output))
}

for (const [name, modules] of Object.entries(packages)) {
  const folder = fileURLToPath(new URL(`../packages/${name}`, import.meta.url))
  const sources = join(folder, 'assembly')
  const newestMs = Math.max(...readdirSync(sources).map((file) => modifiedMs(join(sources, file))))
  for (const [output, source] of Object.entries(modules)) {
    if (newestMs > modifiedMs(join(folder, 'build', output))) await compile(folder, source, output)
  }
}
