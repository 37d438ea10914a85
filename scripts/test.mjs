// npm test: installs and builds what is needed, then runs the tests of all packages and examples.
// Arguments choose some of them: npm test -- common greeter
// The last line is for machines: "N passed, N failed".
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, examples, packages, prepare, root, run } from './workspace.mjs'

const reporter = join(root, 'scripts/stats-reporter.cjs')
const mocha = join(root, 'node_modules/mocha/bin/mocha.js')
const only = process.argv.slice(2)
const isChosen = ({ name }) => only.length === 0 || only.includes(name)
const hasTests = ({ folder }) => existsSync(join(folder, 'test'))

/** Test files of a package, as built: those whose source is gone are left out. */
function testFiles(folder) {
  return readdirSync(join(folder, 'test'), { recursive: true })
    .filter((path) => path.endsWith('.test.ts') && !path.includes('fixtures'))
    .map((path) => join(folder, 'build/test', path.replace(/\.ts$/, '.js')))
    .sort()
}

/** Runs one suite; without counts it counts as one failure. */
async function countSuite(title, args, cwd) {
  console.log(`\n${'='.repeat(8)} ${title}\n`)
  const scratch = mkdtempSync(join(tmpdir(), 'scaffold-stats-'))
  const file = join(scratch, 'stats.json')
  const code = await run(process.execPath, args, { cwd, env: { ...process.env, TEST_STATS: file } })
  try {
    const stats = JSON.parse(readFileSync(file, 'utf8'))
    return { ...stats, failures: Math.max(stats.failures, code === 0 ? 0 : 1) }
  } catch {
    console.log(`${title} ended with exit code ${code} before its tests did.`)
    return { passes: 0, failures: 1, pending: 0 }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

await prepare()
const results = []
for (const { name, folder } of packages.filter(isChosen).filter(hasTests)) {
  const args = [mocha, '--reporter', reporter, '--timeout', '60000', ...testFiles(folder)]
  results.push(await countSuite(`packages/${name}`, args, root))
}
for (const { name, folder } of examples.filter(isChosen)) {
  results.push(await countSuite(`examples/${name}`, [bin, 'test', '--reporter', reporter], folder))
}

const total = (key) => results.reduce((sum, result) => sum + result[key], 0)
console.log(`\n${total('pending')} pending`)
console.log(`${total('passes')} passed, ${total('failures')} failed`)
process.exitCode = total('failures') === 0 ? 0 : 1
