// The fault table of migrations, in full: each fault at each request of a migration in ten steps, kill -9 of a
// real `scaffold migrate` at each request and each write of the record, reorganisations, nonces that others use,
// transactions that are dropped and replaced; with our keys and the node's, mining at once and by time.
// The ordinary tests do a part of it. Takes about an hour; arguments choose, as those of mocha do:
//   node scripts/migration-faults.mjs -g 'kill -9'
// FAULTS_URL names another node to try it on, such as anvil.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'packages/migrations/build/test/faults')
const tests = readdirSync(folder).filter((name) => name.endsWith('.test.js'))
const mocha = join(root, 'node_modules/mocha/bin/mocha.js')
const files = tests.map((name) => join(folder, name))
const { status } = spawnSync(process.execPath, [mocha, ...files, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, FAULTS: 'all' },
})
process.exitCode = status ?? 1
