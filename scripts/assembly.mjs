// Compiles packages/devchain/assembly to build/engine.wasm there, when a source is newer than it.
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../packages/devchain', import.meta.url))
const sources = join(folder, 'assembly')
const output = join(folder, 'build/engine.wasm')

function modifiedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

const newestMs = Math.max(...readdirSync(sources).map((name) => modifiedMs(join(sources, name))))
if (newestMs > modifiedMs(output)) {
  const { main } = await import('assemblyscript/asc')
  mkdirSync(join(folder, 'build'), { recursive: true })
  // Made beside it and then put in its place, so that a program that runs meanwhile finds one or the other.
  const made = `build/engine-${process.pid}.wasm`
  const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--runtime', 'stub', '--noAssert']
  const { error, stderr } = await main(
    ['assembly/index.ts', '--baseDir', folder, '--outFile', made, ...options],
    { stdout: process.stdout, stderr: process.stderr },
  )
  if (error !== null) {
    console.error(String(stderr))
    throw error
  }
  renameSync(join(folder, made), output)
}
