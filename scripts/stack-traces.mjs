// Holds the explanations of failures against the stack-trace cases that Hardhat's engine is tested with.
//   node scripts/stack-traces.mjs <folder of cases> [--solc 0.8.30]… [--build plain|optimized|via-ir|via-ir-optimized]… [--only PART]
// The cases are in NomicFoundation/edr: hardhat-tests/test/internal/hardhat-network/stack-traces/test-files. Build first.
// A version of solc has the cases of its folder (0_5 … 0_8) and those of all versions, and of these the ones that name it.
// Prints what differs with the reason, if stack-traces/differences.json has one, and exits 1 when one has none.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isInRange, parseVersionRange } from '@scaffold-evm/compiler'
import { buildSettings, CaseCompiler } from './stack-traces/builds.mjs'
import { runCase } from './stack-traces/run-case.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    solc: { type: 'string', multiple: true, default: ['0.8.30'] },
    build: { type: 'string', multiple: true, default: ['plain'] },
    only: { type: 'string', default: '' },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name the folder of the cases')

const differences = JSON.parse(
  readFileSync(new URL('stack-traces/differences.json', import.meta.url), 'utf8'),
)

function* casesIn(directory) {
  const entries = readdirSync(directory, { withFileTypes: true })
  if (entries.some(({ name }) => name === 'test.json')) yield directory
  for (const entry of entries) {
    if (entry.isDirectory()) yield* casesIn(join(directory, entry.name))
  }
}

function sourcesOf(directory, { transactions }) {
  const imports = transactions.find((transaction) => transaction.imports)?.imports ?? []
  const own = readdirSync(directory).filter((name) => name.endsWith('.sol'))
  const paths = [...own, ...imports].map((name) => join(directory, name))
  const read = (path) => [path.split(/[\\/]/).at(-1), readFileSync(path, 'utf8')]
  return Object.fromEntries(paths.map(read))
}

/** Whether a case is for this version of solc and this way to compile. */
function isMeant({ skip, skipViaIR, solc }, version, build) {
  if (skip === true || (skipViaIR === true && buildSettings[build].viaIR === true)) return false
  const range = solc === undefined ? undefined : parseVersionRange(solc)
  return range === undefined || isInRange(version, range)
}

async function runOne(directory, { compiler, build }) {
  const definition = JSON.parse(readFileSync(join(directory, 'test.json'), 'utf8'))
  if (!isMeant(definition, compiler.version, build)) return 'skipped'
  const sources = sourcesOf(directory, definition)
  const debug = await compiler.compile(sources, buildSettings.plain)
  const deployed = build === 'plain' ? debug : await compiler.compile(sources, buildSettings[build])
  return runCase(definition, { deployed, debug })
}

/** The reason why a case differs, if it is known. */
function reasonOf(name, { version, build }) {
  const found = differences.find(
    ({ cases, solc, builds }) =>
      cases.some((part) => name.endsWith(part)) &&
      (solc === undefined || isInRange(version, parseVersionRange(solc))) &&
      (builds === undefined || builds.includes(build)),
  )
  return found?.reason
}

let isExplained = true
const totals = []
for (const version of options.solc) {
  const compiler = await CaseCompiler.open(version)
  const [major, minor] = compiler.version.split('.')
  for (const build of options.build) {
    const counts = { right: 0, differs: 0, skipped: 0 }
    const folders = [`${major}_${minor}`, 'version-independent']
    const cases = folders.flatMap((name) => [...casesIn(resolve(folder, name))])
    for (const directory of cases) {
      const name = relative(folder, directory)
      if (!name.includes(options.only)) continue
      const outcome = await runOne(directory, { compiler, build })
      if (outcome === 'skipped') counts.skipped += 1
      else if (outcome === undefined) counts.right += 1
      else {
        counts.differs += 1
        const reason = reasonOf(name, { version: compiler.version, build })
        isExplained &&= reason !== undefined
        console.log(`${reason === undefined ? '✗' : '≠'} ${name}\n    ${outcome}`)
        if (reason !== undefined) console.log(`    ${reason}`)
      }
    }
    const { right, differs, skipped } = counts
    totals.push(
      `solc ${compiler.version}, ${build}: ${right} of ${right + differs} as expected, ${skipped} not for it`,
    )
    console.log(totals.at(-1))
  }
  await compiler.close()
}
console.log(`\n${totals.join('\n')}`)
if (!isExplained) process.exitCode = 1
