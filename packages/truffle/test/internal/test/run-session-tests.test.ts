import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import { findTestFiles } from '../../../src/internal/test/find-test-files.js'
import { runSessionTests } from '../../../src/internal/test/run-session-tests.js'
import { createFakeSession } from './fake-session.js'

interface Outcome {
  readonly failures: number
  readonly results: readonly string[]
  readonly printed: readonly string[]
  readonly migrations: number
}

interface RunOptions {
  readonly config?: Readonly<Record<string, unknown>>
  readonly mocha?: Readonly<Record<string, unknown>>
  readonly hasSnapshots?: boolean
  readonly resetsEach?: boolean
}

/** Runs files as tests; a line for each that ended. */
async function runFiles(
  files: Readonly<Record<string, string>>,
  { config = {}, mocha = {}, hasSnapshots = true, resetsEach = false }: RunOptions = {},
): Promise<Outcome> {
  const results: string[] = []
  const printed: string[] = []
  let migrations = 0
  class Recorder {
    constructor(runner: EventEmitter) {
      for (const name of ['pass', 'fail', 'pending']) {
        runner.on(name, (test: { fullTitle(): string }) =>
          results.push(`${name}: ${test.fullTitle()}`),
        )
      }
    }
  }
  const { session, devchain, close } = await createFakeSession(files, {
    mocha: { reporter: Recorder, ...mocha },
    ...config,
  })
  if (!hasSnapshots) {
    const request = devchain.request.bind(devchain)
    devchain.request = async (call) => {
      if (call.method === 'evm_snapshot') throw new Error('no such method')
      return await request(call)
    }
  }
  const require = createRequire(import.meta.url)
  try {
    const { failures } = await runSessionTests(session, {
      files: findTestFiles(session.config, { files: [], cwd: session.config.working_directory }),
      mocha: { hasColor: false },
      showsEvents: false,
      resetsEach,
      migrate: async () => {
        migrations += 1
      },
      load: async (path) => require(path),
      print: (line) => printed.push(line),
    })
    return { failures, results, printed, migrations }
  } finally {
    await close()
  }
}

const helpers = `
const balance = async (a) => BigInt(await web3.currentProvider.request({ method: 'eth_getBalance', params: [a] }))
const give = (from, to) => web3.currentProvider.request({
  method: 'eth_sendTransaction', params: [{ from, to, value: '0x1', gas: '0x5208' }] })
const other = '0x00000000000000000000000000000000000000aa'
`

describe('runSessionTests', () => {
  it('keeps the state from test to test and begins each contract() anew', async () => {
    const { failures, results } = await runFiles({
      'test/a.js': `${helpers}
        contract('A', ([from]) => {
          it('gives', async () => { await give(from, other) })
          it('has', async () => { assert.equal(await balance(other), 1n) })
        })
        contract('B', () => {
          it('has nothing', async () => { assert.equal(await balance(other), 0n) })
        })`,
    })
    expect(results).to.deep.equal([
      'pass: Contract: A gives',
      'pass: Contract: A has',
      'pass: Contract: B has nothing',
    ])
    expect(failures).to.equal(0)
  })

  it('resets nothing for describe, and nothing after the last contract()', async () => {
    const { results } = await runFiles({
      'test/a.js': `${helpers}
        contract('A', ([from]) => { it('gives', () => give(from, other)) })
        describe('plain', () => { it('still has', async () => { assert.equal(await balance(other), 1n) }) })`,
    })
    expect(results).to.include('pass: plain still has')
  })

  it('takes back what each test did when that is asked for', async () => {
    const { results } = await runFiles(
      {
        'test/a.js': `${helpers}
        contract('A', ([from]) => {
          before(() => give(from, other))
          it('gives', async () => { await give(from, other); assert.equal(await balance(other), 2n) })
          describe('inside', () => {
            beforeEach(() => give(from, other))
            it('has what the hooks gave', async () => { assert.equal(await balance(other), 2n) })
            it('has it again', async () => { assert.equal(await balance(other), 2n) })
            afterEach(async () => { assert.equal(await balance(other), 2n) })
          })
        })`,
      },
      { resetsEach: true },
    )
    expect(results.map((line) => line.split(':')[0])).to.deep.equal(['pass', 'pass', 'pass'])
  })

  it('runs the migrations again where there are no snapshots', async () => {
    const suite = (name: string): string => `contract('${name}', () => { it('runs', () => {}) });`
    const { migrations } = await runFiles(
      { 'test/a.js': suite('A') + suite('B') + suite('C') },
      { hasSnapshots: false },
    )
    expect(migrations).to.equal(2)
  })

  it('counts failures and says that no events were emitted', async () => {
    const { failures, printed } = await runFiles({
      'test/a.js': `contract('A', () => { it('fails', () => assert(false)); it('fails too', () => assert(false)) })`,
    })
    expect(failures).to.equal(2)
    expect(printed).to.deep.equal(['    > No events were emitted', '    > No events were emitted'])
  })

  it('stops at the first failure when the config says so', async () => {
    const { results } = await runFiles(
      {
        'test/a.js': `contract('A', () => { it('fails', () => assert(false)); it('waits', () => {}) })`,
      },
      { mocha: { bail: true } },
    )
    expect(results).to.deep.equal(['fail: Contract: A fails'])
  })

  it('has contract.only and contract.skip', async () => {
    const { results } = await runFiles({
      'test/a.js': `
        contract('A', () => { it('is left out', () => {}) })
        contract.only('B', () => { it('runs', () => {}) })
        contract.skip('C', () => { it('is skipped', () => {}) })`,
    })
    expect(results).to.deep.equal(['pass: Contract: B runs'])
  })

  it('calls the body of contract() without `this`, so that its plain functions share it', async () => {
    const { results } = await runFiles({
      'test/a.js': `
        contract('A', function () {
          before(() => { this.shared = 'kept' })
          after(() => { delete this.shared })
          function read() { return this.shared }
          it('reads', () => assert.equal(read(), 'kept'))
        })`,
    })
    expect(results).to.deep.equal(['pass: Contract: A reads'])
  })

  it('takes files in the order of a dictionary, folders among them', async () => {
    const suite = `describe(require('path').basename(__filename), () => { it('runs', () => {}) })`
    const { results } = await runFiles({
      'test/b.js': suite,
      'test/B/a.js': suite,
      'test/a.js': suite,
      'test/Z.js': suite,
      'test/.hidden.js': suite,
      'test/notes.md': 'none',
    })
    expect(results.map((line) => line.split(' ')[1])).to.deep.equal([
      'a.js',
      'b.js',
      'a.js',
      'Z.js',
    ])
  })

  it('has the globals that Truffle has, and takes them away', async () => {
    const { results } = await runFiles({
      'test/a.js': `
        const names = ['artifacts', 'contract', 'web3', 'assert', 'expect', 'config', 'interfaceAdapter', 'debug']
        describe('globals', () => {
          for (const name of names) it(name, () => { if (global[name] === undefined) throw new Error(name) })
          it('no should', () => assert.equal(typeof should, 'undefined'))
          it('asserts addresses', () => {
            assert.isAddress('0x00000000000000000000000000000000000000aa')
            expect('0x00000000000000000000000000000000000000aa').to.be.address
            expect(() => assert.isAddress('0x0000000000000000000000000000000000000000')).to.throw('to not be zero')
            expect(() => assert.isAddress('0x00')).to.throw('to be a 42 character address')
          })
        })`,
    })
    expect(results.filter((line) => !line.startsWith('pass'))).to.deep.equal([])
    expect(Reflect.has(globalThis, 'artifacts')).to.equal(false)
  })

  it('gives contract() its own timeout and describe() that of mocha', async () => {
    const { results } = await runFiles({
      'test/a.js': `
        contract('A', () => { it('five minutes', function () { assert.equal(this.timeout(), 300000) }) })
        describe('B', () => { it('two seconds', function () { assert.equal(this.timeout(), 2000) }) })`,
    })
    expect(results.filter((line) => !line.startsWith('pass'))).to.deep.equal([])
  })
})
