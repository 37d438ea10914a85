// Replays a recorded workload in this process: node replay.mjs PROVIDER.mjs FOLDER NAME
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'

const [module, folder, name] = process.argv.slice(2)
const lines = (file) =>
  gunzipSync(readFileSync(join(folder, file)))
    .toString()
    .trim()
    .split('\n')

const [head, ...requests] = lines(`${name}.jsonl.gz`).map((line) => JSON.parse(line))
const golden = lines(`${name}.golden.jsonl.gz`).map((line) => JSON.parse(line))
const mustFail = JSON.parse(readFileSync(join(folder, 'expected-failures.json'), 'utf8'))[name]

/** What the recording learned from its provider, with what it is called here. */
const names = new Map()
const learned = new Set([
  'evm_snapshot',
  'eth_sendTransaction',
  'eth_sendRawTransaction',
  'eth_newFilter',
  'eth_newBlockFilter',
])
const renamed = new Set([
  'evm_revert',
  'eth_getTransactionByHash',
  'eth_getTransactionReceipt',
  'eth_getBlockByHash',
  'eth_getFilterChanges',
  'debug_traceTransaction',
])

function rename(value) {
  if (typeof value === 'string') return names.get(value) ?? value
  return Array.isArray(value) ? value.map(rename) : value
}

function learn(method, own, theirs) {
  if (learned.has(method) && typeof theirs === 'string') names.set(theirs, own)
  else if (own?.blockHash && theirs?.blockHash) names.set(theirs.blockHash, own.blockHash)
}

const { createProvider } = await import(pathToFileURL(module).href)
const provider = await createProvider(head.providerConfig)
const failed = []
const start = performance.now()
const cpu = process.cpuUsage()
for (const [index, { method, params }] of requests.entries()) {
  try {
    const own = await provider.request({
      method,
      params: renamed.has(method) ? rename(params) : params,
    })
    learn(method, own, golden[index].result)
  } catch {
    failed.push(index)
  }
}
const { user, system } = process.cpuUsage(cpu)
const wall = (performance.now() - start) / 1000
if (JSON.stringify(failed) !== JSON.stringify(mustFail.failures)) {
  throw new Error(`${name}: ${failed.length} requests failed, not the ones that must`)
}
console.log(`RESULT ${JSON.stringify({ wall, cpu: (user + system) / 1e6 })}`)
process.exit(0)
