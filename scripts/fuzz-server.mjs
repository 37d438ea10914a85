// Sends a node malformed requests over HTTP and WebSocket, and says what it did wrong:
// node scripts/fuzz-server.mjs --requests 100000 [--seed 1] [--dialect ganache]   (after npm run build)
import { parseArgs } from 'node:util'
import { fuzzServer } from '../packages/devchain/build/test/internal/server/fuzz/run-fuzz.js'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    dialect: { type: 'string', default: 'hardhat' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const requests = Number(values.requests)
const seed = Number(values.seed)
const mebibytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
/** Of the heap, that what was loaded late may take. */
const allowedGrowthBytes = 24 * 1024 * 1024

console.log(`${requests} requests, seed ${seed}`)
const startedAt = Date.now()
const report = await fuzzServer({
  requests,
  seed,
  dialect: values.dialect,
  onRound: (sent) => {
    if (sent % 10_000 === 0) console.log(`${sent} sent`)
  },
})
for (const fault of report.faults) console.log(`\nFAULT ${fault}`)
const { before, after } = report
console.log(
  `\n${report.sent} sent, ${report.answered} answered in ${((Date.now() - startedAt) / 1000).toFixed(0)} s, ${report.faults.length} faults`,
)
console.log(`heap ${mebibytes(before.heapBytes)} → ${mebibytes(after.heapBytes)}`)
console.log(`resident ${mebibytes(before.residentBytes)} → ${mebibytes(after.residentBytes)}`)
const hasGrown = after.heapBytes - before.heapBytes > allowedGrowthBytes
if (hasGrown) console.log('The heap has grown.')
process.exitCode = report.faults.length > 0 || hasGrown ? 1 : 0
