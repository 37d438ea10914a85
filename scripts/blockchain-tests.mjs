// Imports the blocks of official blockchain tests, unpacked from ethereum/tests or ethereum/legacytests:
//   node scripts/blockchain-tests.mjs FOLDER [--engine fast|reference] [--filter bcUncleTest]
// Exits 1 when one fails. What is skipped is counted with its reason.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepare, root } from './workspace.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'fast' },
    filter: { type: 'string', default: '' },
  },
})
const [folder] = positionals
if (folder === undefined) {
  console.error(
    'usage: node scripts/blockchain-tests.mjs FOLDER [--engine fast|reference] [--filter TEXT]',
  )
  process.exit(2)
}

await prepare()
const runner = join(root, 'packages/devchain/build/test/vectors/run-blockchain-test.js')
const { runBlockchainTest } = await import(runner)

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && file.includes(options.filter))
  .sort()
const counts = { passed: 0, failed: 0, skipped: 0 }
const reasons = new Map()

for (const file of files) {
  const tests = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  for (const [name, test] of Object.entries(tests)) {
    const { status, reason } = await runBlockchainTest(test, options.engine)
    counts[status]++
    if (status === 'failed') console.log(`FAILED ${file} ${name}\n  ${reason}`)
    if (status !== 'skipped') continue
    const kind = reason.replace(/^block \d+: /, '')
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1)
  }
}

console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
for (const [reason, count] of reasons) console.log(`  ${count}: ${reason}`)
process.exit(counts.failed === 0 ? 0 : 1)
