// Measures a provider in this process: node in-process.mjs PROVIDER.mjs, the token's creation code on stdin.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createOperations, repeat, snapshotAndRevert } from '../lib/operations.mjs'

const { createDefaultProvider } = await import(pathToFileURL(process.argv[2]).href)
const provider = await createDefaultProvider()
const operations = await createOperations(
  (method, params) => provider.request({ method, params }),
  readFileSync(0, 'utf8'),
)

/** Wall and CPU seconds of this process, all its threads included. */
function meter() {
  const start = performance.now()
  const cpu = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
  }
}

const result = {}
for (const [name, count] of [
  ['transfer', 2000],
  ['erc20', 2000],
  ['deploy', 500],
  ['call', 2000],
  ['receipt', 2000],
]) {
  await repeat(meter, count / 10, operations[name])
  result[name] = await repeat(meter, count, operations[name])
}
// By now V8 has optimized all that a transfer needs, and the chain is long.
await repeat(meter, 6000, operations.erc20)
result.later = await repeat(meter, 2000, operations.erc20)
result.few = await snapshotAndRevert(meter, operations, { changed: 10, rounds: 50 })
result.many = await snapshotAndRevert(meter, operations, { changed: 10_000, rounds: 3 })
console.log(`RESULT ${JSON.stringify(result)}`)
process.exit(0)
