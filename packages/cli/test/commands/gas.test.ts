import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'
import { truffleProject } from '../support/truffle-project.js'

const counter = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Counter {
    uint256 public count;

    function add(uint256 x) external {
        require(x > 0, "nothing");
        count += x;
    }
}

contract Caller {
    function addTo(Counter counter, uint256 x) external {
        counter.add(x);
    }
}
`

const tests = (title: string, adds: readonly number[]): string => `
import { deploy, expect } from 'scaffold-evm/test'
describe('${title}', () => {
  let counter
  beforeEach(async () => {
    counter = await deploy('Counter')
    await counter.add(1n)
  })
  it('adds', async () => {
    for (const x of [${adds.join(', ')}]) await (await counter.add(x)).wait()
  })
  it('adds by another', async () => {
    const caller = await deploy('Caller')
    await (await caller.addTo(counter, 5)).wait()
  })
  it('refuses', async () => {
    await expect(counter.add(0)).to.be.revertedWith('nothing')
    expect(await counter.count()).to.equal(1n)
  })
})
`

interface Figures {
  readonly calls: number
  readonly min: number
  readonly median: number
  readonly max: number
}

interface Report {
  readonly gas: readonly {
    readonly contractName: string
    readonly deployment: { readonly transactions: Figures; readonly sizeBytes: number }
    readonly functions: readonly {
      readonly signature: string
      readonly transactions?: Figures
      readonly inner?: Figures
    }[]
  }[]
  readonly results: readonly { readonly title: string; readonly gas: number }[]
}

describe('scaffold test --gas', function () {
  this.timeout(60_000)
  const folder = useTempFolder({
    'package.json': '{ "type": "module" }',
    'scaffold.config.js': "export default { solidity: '0.8.37' }\n",
    'contracts/Counter.sol': counter,
    'test/a.test.js': tests('first', [2, 3]),
    'test/b.test.js': tests('second', [4]),
  })
  const run = (...args: readonly string[]) =>
    runScaffold(['test', '--gas', ...args], { cwd: folder.path })

  for (const args of [[], ['--jobs', '2']]) {
    it(`measures ${args.length === 0 ? 'in one process' : 'in workers'}`, async () => {
      const { stdout, exitCode } = await run('--json', '--gas-report', 'gas.txt', ...args)
      expect(exitCode).to.equal(0)
      const { gas, results }: Report = JSON.parse(stdout)
      const [caller, counted] = gas
      expect([caller?.contractName, counted?.contractName]).to.deep.equal(['Caller', 'Counter'])
      expect(counted?.deployment.transactions.calls).to.equal(6)
      const add = counted?.functions.find(({ signature }) => signature === 'add(uint256)')
      expect([add?.transactions?.calls, add?.inner?.calls]).to.deep.equal([6 + 3, 2])
      expect(add?.transactions?.max).to.be.greaterThan(add?.transactions?.min ?? 0)
      expect(add?.inner?.max).to.be.lessThan(add?.transactions?.min ?? 0)
      const gasOf = (title: string): readonly number[] =>
        results.filter((result) => result.title === title).map((result) => result.gas)
      const [twice, once] = gasOf('adds')
      expect(twice).to.equal((once ?? 0) * 2)
      const text = await readFile(join(folder.path, 'gas.txt'), 'utf8')
      expect(text).to.match(/^Gas \(optimizer, 200 runs\)\n/)
      expect(text).to.match(
        /\nCounter \(contracts\/Counter\.sol\)\n {2}deployment \([\d,]+ bytes\) .* 6\n {2}add .* 9\n {2}↳ add .* 2\n/,
      )
    })
  }

  it('prints a table that fits, and the gas of each test', async () => {
    const { stdout } = await run()
    expect(stdout).to.match(/✓ adds \([\d,]+ gas\)\n/)
    const [, table = ''] = stdout.split('\nGas (')
    expect(Math.max(...table.split('\n').map((line) => line.length))).to.be.lessThan(80)
  })

  it('cannot be had with coverage', async () => {
    const { stderr, exitCode } = await run('--coverage')
    expect(exitCode).to.equal(2)
    expect(stderr).to.contain('--coverage and --gas')
  })
})

describe('scaffold test --gas in a Truffle project', function () {
  this.timeout(60_000)
  const folder = useTempFolder({
    ...truffleProject,
    'test/box.js': `const Box = artifacts.require('Box')
contract('Box', () => {
  it('sets', async () => { await (await Box.deployed()).set(8) })
})
`,
    'test/more.js': `const Box = artifacts.require('Box')
contract('More', () => {
  it('sets twice', async () => {
    await (await Box.deployed()).set(9)
    await (await Box.new(1)).set(2)
  })
})
`,
  })

  for (const args of [[], ['--jobs', '2']]) {
    it(`measures ${args.length === 0 ? 'in one process' : 'in workers'}`, async () => {
      const { stdout, exitCode } = await runScaffold(
        ['test', '--gas', '--gas-report', 'gas.json', ...args],
        { cwd: folder.path },
      )
      expect(exitCode).to.equal(0)
      expect(stdout).to.match(/\nBox \(contracts\/Box\.sol\)\n {2}deployment .*\n {2}set .* 3\n/)
      const [box]: Report['gas'] = JSON.parse(await readFile(join(folder.path, 'gas.json'), 'utf8'))
      expect(box?.functions).to.have.length(1)
    })
  }

  it('writes a snapshot', async () => {
    const { exitCode } = await runScaffold(['gas', 'snapshot', 'snap'], { cwd: folder.path })
    expect(exitCode).to.equal(0)
    const text = await readFile(join(folder.path, 'snap'), 'utf8')
    expect(text).to.match(
      /^Contract: Box sets \(gas: \d+\)\nContract: More sets twice \(gas: \d+\)\n/,
    )
    expect(text).to.match(/\nBox\.set\(uint256\) \(calls: 3, μ: \d+, ~: \d+\)\n$/)
  })
})

describe('scaffold gas', function () {
  this.timeout(60_000)
  const folder = useTempFolder({
    'package.json': '{ "type": "module" }',
    'scaffold.config.js': "export default { solidity: '0.8.37' }\n",
    'contracts/Counter.sol': counter,
    'test/a.test.js': `
import { deploy, loadFixture } from 'scaffold-evm/test'
async function deployCounter() { return deploy('Counter') }
describe('counter', () => {
  it('adds', async () => { await (await loadFixture(deployCounter)).add(5n) })
  it('adds again', async () => { await (await loadFixture(deployCounter)).add(5n) })
})
`,
  })
  const run = (...args: readonly string[]) => runScaffold(['gas', ...args], { cwd: folder.path })
  const file = (name: string): string => join(folder.path, name)

  it('writes a snapshot, finds it again, and fails when something differs', async () => {
    expect((await run('snapshot', '--check')).stderr).to.contain('GAS_SNAPSHOT_MISSING')
    expect((await run('snapshot')).exitCode).to.equal(0)
    const text = await readFile(file('.gas-snapshot'), 'utf8')
    const [adds, again, add, deployment] = text.split('\n')
    const [, gas] = /^test\/a\.test\.js:counter › adds \(gas: (\d+)\)$/.exec(adds ?? '') ?? []
    // What both load is of neither.
    expect(again).to.equal(`test/a.test.js:counter › adds again (gas: ${gas})`)
    expect(deployment).to.match(/^Counter\.constructor \(calls: 1, μ: \d+, ~: \d+\)$/)
    expect(add).to.equal(`Counter.add(uint256) (calls: 2, μ: ${gas}, ~: ${gas})`)
    expect((await run('snapshot', '--check')).exitCode).to.equal(0)

    const before = Number(gas) - 1_000
    await writeFile(file('old'), text.replace(`adds (gas: ${gas})`, `adds (gas: ${before})`))
    const checked = await run('snapshot', 'old', '--check')
    expect(checked.exitCode).to.equal(1)
    expect(checked.stdout).to.contain('+1,000').and.contain('1 difference: 1 take more')
    expect((await run('snapshot', 'old', '--diff')).exitCode).to.equal(0)
    expect((await run('snapshot', 'old', '--check', '--tolerance', '5')).exitCode).to.equal(0)

    await writeFile(file('old'), 'something else\n')
    expect((await run('snapshot', 'old', '--diff')).stderr).to.contain('TEST_GAS_SNAPSHOT_INVALID')
  })

  it('says where the gas of tests went, to the last unit', async () => {
    const { stdout, exitCode } = await run(
      'profile',
      '--json',
      '--test',
      'again',
      '--out',
      'f.html',
    )
    expect(exitCode).to.equal(0)
    const { gasUsed, lines, costs, functions }: Profile = JSON.parse(stdout)
    const sum = [...lines, ...costs].reduce((all, one) => all + one.gas, 0)
    expect(sum).to.equal(gasUsed)
    expect(functions.map(({ name }) => name)).to.include.members(['Counter.add', 'new Counter'])
    expect(await readFile(file('f.html'), 'utf8')).to.contain('>add</text>')
  })

  it('refuses what it cannot do', async () => {
    for (const args of [
      ['other'],
      ['profile', '--check'],
      ['profile', '--out', 'flame.png'],
      ['snapshot', '--tolerance', '1'],
      ['snapshot', '--check', '--tolerance', 'much'],
    ]) {
      expect((await run(...args)).exitCode, args.join(' ')).to.equal(2)
    }
  })
})

interface Profile {
  readonly gasUsed: number
  readonly lines: readonly { readonly gas: number }[]
  readonly costs: readonly { readonly gas: number }[]
  readonly functions: readonly { readonly name: string }[]
}
