// Runs the suites of published Truffle projects with scaffold and, when asked, with the tools they were written for.
// npm run test:projects -- [names...] [--quick] [--with-truffle] [--runs N] [--json] [--all]
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installPeers, installProject, installSolc, scratchFolders } from './projects/install.mjs'
import { printReport } from './projects/report.mjs'
import { runWithScaffold, runWithTruffle } from './projects/suite.mjs'
import { projects } from './projects/table.mjs'

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    'with-truffle': { type: 'boolean', default: false },
    'only-install': { type: 'boolean', default: false },
    'only-truffle': { type: 'boolean', default: false },
    runs: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})

const kept = process.env.SCAFFOLD_PROJECTS_DIR
const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'scaffold-projects-'))
const scratch = scratchFolders(folder)
const chosen = chooseProjects()
const withTruffle = options['with-truffle'] || options['only-truffle']

try {
  mkdirSync(folder, { recursive: true })
  const results = []
  for (const project of chosen) {
    installProject(project, scratch)
    for (const version of project.solc) installSolc(version, scratch)
    if (withTruffle) installPeers(toolsOf(project), scratch)
    if (options['only-install']) continue
    const result = await runProject(project)
    results.push(result)
    if (!options.json) printReport([result])
  }
  if (options.json) console.log(JSON.stringify(results, null, 2))
  else if (results.length > 1) printReport(results)
  if (results.some(isWorse)) process.exitCode = 1
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true })
}

function chooseProjects() {
  const unknown = names.filter((name) => !projects.some((project) => project.name === name))
  if (unknown.length > 0) {
    console.error(
      `No project ${unknown.join(', ')}. Known: ${projects.map(({ name }) => name).join(', ')}`,
    )
    process.exit(2)
  }
  if (names.length > 0) return projects.filter((project) => names.includes(project.name))
  if (options.all) return projects
  return projects.filter((project) => (options.quick ? project.quick : !project.more))
}

function toolsOf({ peer }) {
  return [peer.truffle, ...(peer.chain === undefined ? [] : [peer.chain.tool])]
}

async function runProject(project) {
  const runs = { cold: [], warm: [], truffle: [] }
  const ours = []
  let [scaffold, truffle] = [undefined, loadResult(project)]
  for (let run = 0; run < Number(options.runs); run += 1) {
    if (withTruffle) {
      truffle = await runWithTruffle(project, scratch)
      runs.truffle.push(truffle.seconds)
      writeFileSync(scratch.results(project.name), JSON.stringify(truffle, null, 2))
    }
    if (options['only-truffle']) continue
    const cold = await runWithScaffold(project, scratch, 'cold')
    scaffold = await runWithScaffold(project, scratch, 'warm')
    ours.push(cold, scaffold)
    runs.cold.push(cold.seconds)
    runs.warm.push(scaffold.seconds)
  }
  const lost =
    truffle === undefined
      ? []
      : [...new Set(ours.flatMap(({ passes }) => missingFrom(truffle.passes, passes)))]
  return { name: project.name, passes: project.passes, runs, scaffold, truffle, lost }
}

function isWorse({ scaffold, lost, passes = 1 }) {
  return lost.length > 0 || (scaffold !== undefined && scaffold.passes.length < passes)
}

function missingFrom(expected, got) {
  const here = new Set(got)
  return expected.filter((title) => !here.has(title))
}

/** What its own tool said the last time, when the scratch folder is kept. */
function loadResult(project) {
  const path = scratch.results(project.name)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
