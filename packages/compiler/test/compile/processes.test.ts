import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { ProjectCompiler } from '../../src/internal/project-compiler.js'
import { SolcPool } from '../../src/internal/solc-pool.js'
import { compileScratch, contract, optionsFor, sharedPool } from '../support/project.js'
import { removeScratches, Scratch } from '../support/scratch.js'

const program = fileURLToPath(new URL('../support/compile-process.js', import.meta.url))

function start(scratch: Scratch, ...options: string[]): ChildProcess {
  return spawn(process.execPath, [program, scratch.root, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = ''
  child.stdout?.on('data', (data) => (output += data))
  child.stderr?.on('data', (data) => (output += data))
  const [code] = await once(child, 'exit')
  return { code, output }
}

function manyContracts(count: number): Record<string, string> {
  const names = Array.from({ length: count }, (_, index) => `C${index}`)
  return Object.fromEntries(
    names.map((name) => [`contracts/${name}.sol`, contract(name, [], `uint public x${name};`)]),
  )
}

/** Every artifact, and whether it and its build-info are whole. */
function artifactsOf(scratch: Scratch): string[] {
  return readdirSync(scratch.path('artifacts/contracts'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.dbg)\.json$/.test(path))
    .map((path) => {
      const { buildInfoId, contractName } = scratch.json(`artifacts/contracts/${path}`)
      scratch.json(`artifacts/build-info/${buildInfoId}.json`)
      return String(contractName)
    })
    .sort()
}

describe('compile: processes', function () {
  this.timeout(60_000)
  afterEach(removeScratches)
  after(() => sharedPool.close())

  it('lets two processes compile at once', async () => {
    const scratch = new Scratch(manyContracts(10))
    const results = await Promise.all([
      outcome(start(scratch)),
      outcome(start(scratch, 'optimized')),
      outcome(start(scratch)),
    ])
    for (const { code, output } of results) expect(code, output).to.equal(0)
    expect(artifactsOf(scratch)).to.have.length(10)
    const after = await compileScratch(scratch)
    expect(after.compiledSources).to.deep.equal([])
    expect(artifactsOf(scratch)).to.have.length(10)
  })

  it('leaves a state to go on from when it is killed, at any moment', async () => {
    const scratch = new Scratch(manyContracts(40))
    await compileScratch(scratch)
    for (const delayMs of [5, 25, 80]) {
      for (let index = 0; index < 40; index++) {
        scratch.write(
          `contracts/C${index}.sol`,
          contract(`C${index}`, [], `uint public y${delayMs};`),
        )
      }
      scratch.remove('contracts/C7.sol')
      const child = start(scratch, 'announce')
      // Listened for at once: a quick one is through before it is killed.
      const ended = once(child, 'exit')
      // Printed when solc is done and the files are about to be written.
      await once(child.stdout ?? child, 'data')
      await sleep(delayMs)
      child.kill('SIGKILL')
      await ended

      const { artifacts } = await compileScratch(scratch)
      expect(artifacts).to.have.length(39)
      expect(artifactsOf(scratch)).to.have.length(39)
      const files = readdirSync(scratch.path('artifacts'), { recursive: true, encoding: 'utf8' })
      expect(files.filter((path) => path.endsWith('.tmp'))).to.deep.equal([])
      expect(scratch.read('artifacts/contracts/C1.sol/C1.json')).to.include(`"y${delayMs}"`)
      expect((await compileScratch(scratch)).status).to.equal('up-to-date')
    }
  })

  it('ends the process by itself, with a compiler left open', async () => {
    const scratch = new Scratch(manyContracts(1))
    const { code, output } = await outcome(start(scratch, 'leave-open'))
    expect(code, output).to.equal(0)
  })

  it('stops at once when told to, and writes nothing', async () => {
    const scratch = new Scratch({
      'contracts/A.sol': `${contract('A')}/*${'x'.repeat(20_000_000)}*/`,
    })
    const controller = new AbortController()
    const pool = new SolcPool(1)
    const compiling = new ProjectCompiler(optionsFor(scratch), pool).compile({
      signal: controller.signal,
    })
    const reason = new Error('stop')
    setTimeout(() => controller.abort(reason), 700)
    const start = performance.now()
    const error = await compiling.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).to.equal(reason)
    expect(performance.now() - start).to.be.below(2_500)
    expect(scratch.has('artifacts')).to.equal(false)
    await pool.close()
  })

  it('compiles after a stop, on the same pool', async () => {
    // Too much to be compiled before the stop, however warm the machine.
    const scratch = new Scratch({
      'contracts/A.sol': `${contract('A')}/*${'x'.repeat(20_000_000)}*/`,
    })
    const pool = new SolcPool(1)
    const compiler = new ProjectCompiler(optionsFor(scratch), pool)
    const controller = new AbortController()
    const first = compiler.compile({ signal: controller.signal }).catch(() => 'stopped')
    setTimeout(() => controller.abort(), 50)
    expect(await first).to.equal('stopped')
    scratch.write('contracts/A.sol', contract('A'))
    expect((await compiler.compile()).artifacts).to.have.length(1)
    await pool.close()
  })
})
