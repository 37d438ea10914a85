// Runs the official state tests on one engine, in threads:
//   node scripts/vectors.mjs [--engine fast|reference] [--archive legacy-cancun] [--fork Cancun] [--filter 'stCreate2/'] [--threads 2]
// Exits 1 when one fails. What is not run is listed with its reason in packages/devchain/test/vectors/skipped.ts.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { prepare, root } from './workspace.mjs'

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'fast' },
    archive: { type: 'string' },
    fork: { type: 'string' },
    filter: { type: 'string', default: '' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
})

await prepare()
const folder = join(root, 'packages/devchain/build/test/vectors')
const { archives, findArchive, readArchive } = await import(join(folder, 'archive.js'))

/** More failures than this are only counted. */
const mostShown = 200

const totals = { passed: 0, failed: 0, skipped: new Map() }

function report({ passed, failures, skipped, path, elapsedMs }) {
  totals.passed += passed
  for (const { id, failure } of failures.slice(0, Math.max(0, mostShown - totals.failed))) {
    console.log(`FAILED ${id}\n  ${failure}`)
  }
  totals.failed += failures.length
  for (const [reason, count] of skipped) {
    totals.skipped.set(reason, (totals.skipped.get(reason) ?? 0) + count)
  }
  if (elapsedMs > 20_000) console.log(`${path}: ${Math.round(elapsedMs / 1000)} s`)
}

/** A thread that runs one file after the other; `idle` resolves when it can take the next. */
function createThread() {
  const workerData = { engine: options.engine, fork: options.fork, filter: options.filter }
  const worker = new Worker(join(folder, 'worker.js'), { workerData })
  worker.on('error', (error) => {
    console.error(error)
    process.exit(1)
  })
  const thread = { worker, idle: undefined }
  thread.idle = new Promise((resolve) => worker.once('message', resolve))
  return thread
}

function runOn(thread, entry) {
  thread.idle = new Promise((resolve) => {
    thread.worker.once('message', (result) => {
      report(result)
      resolve()
    })
  })
  thread.worker.postMessage(entry)
}

const threads = Array.from({ length: Number(options.threads) }, createThread)
for (const archive of options.archive === undefined ? archives : [options.archive]) {
  const file = findArchive(archive)
  if (file === undefined) throw new Error(`There is no ${archive}.tar.gz; set SCAFFOLD_VECTORS`)
  for await (const entry of readArchive(file)) {
    const thread = await Promise.race(threads.map((each) => each.idle.then(() => each)))
    runOn(thread, entry)
  }
}
await Promise.all(threads.map(({ idle }) => idle))
await Promise.all(threads.map(({ worker }) => worker.terminate()))

for (const [reason, count] of totals.skipped) console.log(`${count} skipped: ${reason}`)
console.log(`${totals.passed} passed, ${totals.failed} failed on the ${options.engine} engine`)
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1
