// Runs the suite of an installed project with one tool and reads what mocha's json reporter says about it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { bin } from '../workspace.mjs'
import { peerBin, restoreProject } from './install.mjs'

const timeLimitMs = 120 * 60_000

/** Runs a suite with scaffold: `cold` from the project as it was published and an empty cache, `warm` from where the last run left it. */
export async function runWithScaffold(project, scratch, state) {
  if (state === 'cold') {
    restoreProject(project.name, scratch)
    rmSync(scratch.cache, { recursive: true, force: true })
    const ownCache = join(scratch.project(project.name), 'node_modules/.cache/scaffold-evm')
    rmSync(ownCache, { recursive: true, force: true })
  }
  const env = { XDG_CACHE_HOME: scratch.cache }
  return runSuite(project, scratch, [bin, 'test', '--reporter', 'json'], env)
}

/** Runs a suite with the tool that it was written for, with the chain beside it that its authors start. */
export async function runWithTruffle(project, scratch) {
  // On a busy machine Truffle gives up on its own chain, which says nothing about the project.
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryTruffle(project, scratch)
    const lostChain = /CONNECTION ERROR|Could not connect to your Ethereum/.test(
      JSON.stringify(result),
    )
    if (!lostChain || attempt === 4) return result
    console.error(`${project.name}: Truffle lost its chain, once more`)
  }
}

async function tryTruffle(project, scratch) {
  restoreProject(project.name, scratch)
  const { truffle, chain, args = [] } = project.peer
  const node = chain === undefined ? undefined : await startChain(chain, scratch)
  const sockets = mkdtempSync(join(tmpdir(), 'truffle-'))
  const env = {
    TRUFFLE_SOCKETS: sockets,
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'own-sockets.cjs')}`,
  }
  const reporter = truffle.startsWith('truffle@4') ? '--mocha.reporter=json' : '--reporter=json'
  try {
    return await runSuite(
      project,
      scratch,
      [peerBin(truffle, scratch), 'test', reporter, ...args],
      env,
    )
  } finally {
    node?.kill('SIGKILL')
    rmSync(sockets, { recursive: true, force: true })
    restoreProject(project.name, scratch)
  }
}

async function runSuite(project, scratch, command, extraEnv) {
  const cwd = scratch.project(project.name)
  const args = [...command, ...(project.args ?? []), ...testFiles(project, cwd)]
  const env = { ...process.env, XDG_CONFIG_HOME: scratch.config, NO_COLOR: '1', ...extraEnv }
  const start = performance.now()
  const { code, stdout, stderr } = await execute(args, { cwd, env })
  const seconds = (performance.now() - start) / 1000
  return {
    seconds,
    code,
    ...readReport(stdout),
    tail: (stdout + stderr).slice(-3000),
  }
}

// Into files: a tool that ends its process with a report on its way leaves half of it in a pipe.
async function execute(args, options) {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'))
  const paths = { stdout: join(folder, 'stdout'), stderr: join(folder, 'stderr') }
  const [stdout, stderr] = [openSync(paths.stdout, 'w'), openSync(paths.stderr, 'w')]
  try {
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', stdout, stderr] })
    const timer = setTimeout(() => child.kill('SIGKILL'), timeLimitMs)
    const [code] = await once(child, 'close')
    clearTimeout(timer)
    const text = (name) => readFileSync(paths[name], 'utf8')
    return { code, stdout: text('stdout'), stderr: text('stderr') }
  } finally {
    closeSync(stdout)
    closeSync(stderr)
    rmSync(folder, { recursive: true, force: true })
  }
}

// The report is the last thing on a stream that projects print to as well.
function readReport(stdout) {
  const begin = stdout.lastIndexOf('{\n  "stats": {')
  if (begin < 0) return { passes: [], failures: [], pending: [] }
  const report = JSON.parse(stdout.slice(begin, stdout.indexOf('\n}', begin) + 2))
  return {
    passes: titles(report.passes),
    pending: titles(report.pending),
    failures: numbered(
      report.failures.map((test) => ({ title: test.fullTitle, message: test.err?.message ?? '' })),
    ),
  }
}

function titles(tests) {
  return numbered(tests.map((test) => ({ title: test.fullTitle }))).map((test) => test.title)
}

// Suites have tests of one name, which must stay several.
function numbered(tests) {
  const seen = new Map()
  return tests.map((test) => {
    const count = (seen.get(test.title) ?? 0) + 1
    seen.set(test.title, count)
    return count === 1 ? test : { ...test, title: `${test.title} (${count})` }
  })
}

async function startChain({ tool, port, flags }, scratch) {
  const args = [peerBin(tool, scratch), '-p', String(port), ...flags]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore'] })
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await isServed(port)) return child
    await new Promise((done) => setTimeout(done, 200))
  }
  child.kill('SIGKILL')
  throw new Error(`${tool} does not answer at port ${port}`)
}

async function isServed(port) {
  const socket = connect(port, '127.0.0.1')
  const answer = await Promise.race([
    once(socket, 'connect').then(
      () => true,
      () => false,
    ),
  ])
  socket.destroy()
  return answer
}

/** The files to run: none named means all. A package without its mock contracts can only run those that do without. */
function testFiles(project, folder) {
  if (project.whole !== false) return []
  const names = contractNames(folder)
  return filesUnder(join(folder, 'test'), '.js')
    .filter((file) => readFileSync(file, 'utf8').includes('contract('))
    .filter((file) => requiredContracts(file).every((name) => names.has(name)))
    .map((file) => relative(folder, file))
    .sort()
}

function contractNames(folder) {
  const sources = ['contracts', 'test'].flatMap((name) => filesUnder(join(folder, name), '.sol'))
  const defined = sources.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /^\s*(?:abstract\s+)?(?:contract|library|interface)\s+(\w+)/gm,
      ),
    ].map(([, name]) => name),
  )
  const built = filesUnder(join(folder, 'build'), '.json').map((file) =>
    file.replace(/^.*[\\/]|\.json$/g, ''),
  )
  return new Set([...defined, ...built])
}

function requiredContracts(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return []
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const own = [
    ...text.matchAll(/artifacts\.require\(\s*['"](?:.*\/)?([^'"/]+?)(?:\.sol)?['"]/g),
  ].map(([, name]) => name)
  const required = [...text.matchAll(/require\(\s*['"](\.[^'"]+)['"]/g)].map(([, path]) => {
    const target = resolve(dirname(file), path)
    return target.endsWith('.js') ? target : `${target}.js`
  })
  return [...own, ...required.flatMap((path) => requiredContracts(path, seen))]
}

function filesUnder(folder, extension) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(extension) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}
