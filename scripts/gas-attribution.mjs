// Replays a recorded workload with every transaction recorded, and checks that the gas of each adds up to what its receipt says.
//   node scripts/gas-attribution.mjs [--requests N] [--workload FILE]
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { createProvider } from '../benchmarks/providers/scaffold.mjs'
import { Build, GasProfiler } from '../packages/trace/dist/index.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const vectors = process.env.SCAFFOLD_VECTORS ?? join(root, '../shared/data')
const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    workload: { type: 'string', default: 'openzeppelin-contracts_0a5fba7a' },
  },
})

const lines = (name) =>
  gunzipSync(readFileSync(join(vectors, 'replay', `${name}.jsonl.gz`)))
    .toString()
    .trim()
    .split('\n')
const [head, ...requests] = lines(options.workload)
const golden = lines(`${options.workload}.golden`)
const chain = await createProvider(JSON.parse(head).providerConfig)
/** Snapshots of the recording, with what they are called here. */
const snapshots = new Map()

const empty = new Build({ artifacts: [], readBuildInfo: () => Promise.reject(new TypeError()) })
const differences = []
let transactions = 0
let gas = 0
const pending = []
await chain.startRecording((recording) => pending.push(recording))

for (const [index, line] of requests.slice(0, Number(options.requests)).entries()) {
  const { method, params } = JSON.parse(line)
  const isRevert = method === 'evm_revert'
  const request = { method, params: isRevert ? [snapshots.get(params[0]) ?? params[0]] : params }
  const result = await chain.request(request).catch(() => undefined)
  if (method === 'evm_snapshot') snapshots.set(JSON.parse(golden[index]).result, result)
  for (const recording of pending.splice(0)) await check(recording)
}
await chain.close()
console.log(
  `${transactions} transactions, ${gas.toLocaleString('en')} gas, ${differences.length} differences`,
)
if (differences.length > 0 || transactions === 0) process.exitCode = 1

async function check(recording) {
  const profiler = await GasProfiler.create({ deployed: empty, debug: undefined })
  profiler.add(recording)
  const { gasUsed, lines, costs, root: tree, refund } = profiler.profile()
  const sum = [...lines, ...costs].reduce((total, one) => total + one.gas, 0)
  transactions += 1
  gas += gasUsed
  if (
    sum !== gasUsed ||
    tree.total - refund !== gasUsed ||
    gasUsed !== Number(recording.gas.gasUsed)
  ) {
    differences.push(recording)
    console.error(`transaction ${transactions}: ${sum} of ${gasUsed}`)
  }
}
