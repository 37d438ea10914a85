// Runs generated scenarios on the fast engine and on the reference, in threads, until the reference has run so many
// instructions; prints the least that shows each difference:
//   node scripts/fuzz-engines.mjs [--opcodes 10000000] [--seed 1] [--threads 2]
// Exits 1 when there are differences. What is printed becomes a case in packages/devchain/test/fuzz/fixed-scenarios.ts.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { prepare, root } from './workspace.mjs'

const { values: options } = parseArgs({
  options: {
    opcodes: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
})
const [wanted, seed, threads] = ['opcodes', 'seed', 'threads'].map((name) => Number(options[name]))

await prepare()
const workerFile = join(root, 'packages/devchain/build/test/fuzz/worker.js')
const totals = { seeds: 0, opcodes: 0, differences: 0 }
const printable = (_, value) => (typeof value === 'bigint' ? `${value}n` : value)

function report({ seeds, opcodes, findings }) {
  totals.seeds += seeds
  totals.opcodes += opcodes
  totals.differences += findings.length
  for (const { seed, scenario, difference } of findings) {
    console.log(`DIFFERENCE, seed ${seed}, ${scenario.hardfork}, transaction ${difference.index}`)
    console.log(JSON.stringify(difference.fields, printable, 2))
    console.log(`${JSON.stringify(scenario)}\n`)
  }
}

/** Resolves when all threads together have done enough. */
function fuzz(workers) {
  return new Promise((resolve, reject) => {
    for (const worker of workers) {
      worker.on('error', reject)
      worker.on('message', (message) => {
        if (totals.opcodes >= wanted) return
        report(message)
        if (totals.opcodes >= wanted) resolve()
      })
    }
  })
}

const workers = Array.from(
  { length: threads },
  (_, index) => new Worker(workerFile, { workerData: { firstSeed: seed + index, step: threads } }),
)
await fuzz(workers)
await Promise.all(workers.map((worker) => worker.terminate()))

const { seeds, opcodes, differences } = totals
console.log(
  `${opcodes} instructions in ${seeds} scenarios from seed ${seed}, ${differences} differences`,
)
process.exitCode = differences === 0 ? 0 : 1
