import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestResult } from '../../src/test-report.js'
import { expect } from '../support/chain.js'
import { reportOf, runProject } from '../support/run-project.js'
import { createTempProject, type TempProject } from '../support/temp-project.js'

const passing = "it('passes', () => {})\n"
const failing = "it('fails', () => { throw new Error('as expected') })\n"

describe('runTests', () => {
  let project: TempProject
  afterEach(() => project.remove())

  const titles = (results: readonly TestResult[]): string[] =>
    results.map(({ suites, title, state }) => `${[...suites, title].join(' › ')}: ${state}`)

  it('runs JavaScript and TypeScript, and ends with 0 when all pass', async () => {
    project = await createTempProject({
      'test/a.test.ts': `
        import { chain, deploy, deployed, ethers, expect, provider, signers } from '@scaffold-evm/testing'
        describe('typed', () => {
          it('deploys', async () => {
            const subject = await deploy('Subject')
            await expect(subject.emitNumber(5)).to.emit(subject, 'Number').withArgs(5n)
            await expect(subject.failWith('no')).to.be.revertedWith('no')
          })
          it('has an environment', async () => {
            expect(await provider.request({ method: 'eth_chainId' })).to.equal('0x7a69')
            expect(chain.chainId).to.equal(31337)
            expect(signers[0].address).to.equal((await ethers.getSigners())[0].address)
            const again = await ethers.deployContract('Subject', { signer: signers[1] })
            expect(await again.balanceOf(signers[1])).to.equal(1000)
            const factory = await ethers.getContractFactory('Subject', signers[2])
            expect(await (await factory.deploy()).balanceOf(signers[2])).to.equal(1000)
          })
        })
      `,
      'test/b.test.js': passing,
      'test/c.test.cjs': `const { expect } = require('chai')\nit('is CommonJS', () => expect(1n).to.equal(1))\n`,
      'test/nested/d.test.mjs': `import { describe, it } from 'mocha'\ndescribe('imported', () => { ${passing} })\n`,
    })
    const { code, stdout } = await runProject(project.root)
    expect(stdout).to.match(/5 passing/)
    expect(stdout).not.to.match(/failing|pending/)
    expect(code).to.equal(0)
  })

  it('ends with 1 and says what failed, where, with the line', async () => {
    project = await createTempProject({
      'test/a.test.ts': `describe('suite', () => {\n  ${failing}})\n`,
    })
    const { code, stdout } = await runProject(project.root)
    expect(code).to.equal(1)
    expect(stdout).to.include('0 passing · 1 failing')
    expect(stdout).to.include('1) suite › fails\n     test/a.test.ts:2:')
    expect(stdout).to.include("> 2 │   it('fails', () => { throw new Error('as expected') })")
    expect(stdout).not.to.match(/node_modules|node:internal|dist\//)
  })

  it('finds the line of the source through symbolic links', async () => {
    project = await createTempProject({
      'real/package.json': '{ "type": "module" }',
      'real/scaffold.config.js': 'export default {}\n',
      'real/test/a.test.ts': `interface Gone { a: number }\n${failing}`,
    })
    await symlink(join(project.root, 'real'), join(project.root, 'link'))
    const { results } = await reportOf(join(project.root, 'link'))
    expect(results[0]?.failure?.location).to.include({ path: 'test/a.test.ts', line: 2 })
  })

  it('counts pending tests as pending', async () => {
    project = await createTempProject({
      'test/a.test.js':
        "it('later')\nit.skip('skipped', () => {})\nit('gives up', function () { this.skip() })\nit('passes', () => {})\n",
    })
    const report = await reportOf(project.root)
    expect(report).to.include({ passed: 1, pending: 3, failed: 0, succeeded: true })
  })

  it('starts every file from the state after the setup', async () => {
    const counting = `
      import { chain, expect } from '@scaffold-evm/testing'
      it('starts at block 2', async () => {
        expect(await chain.time.latestBlock()).to.equal(2)
        await chain.mine(10)
      })
      it('keeps the state within the file', async () => {
        expect(await chain.time.latestBlock()).to.equal(12)
      })
    `
    project = await createTempProject({
      'setup.mjs':
        "export default async ({ provider }) => provider.request({ method: 'hardhat_mine', params: ['0x2'] })\n",
      'test/a.test.js': counting,
      'test/b.test.js': counting,
    })
    const setupScript = `${project.root}/setup.mjs`
    expect(await reportOf(project.root, { setupScript })).to.include({ passed: 4, failed: 0 })
  })

  it('lets a file deploy at its top level', async () => {
    project = await createTempProject({
      'test/a.test.ts': `
        import { deploy, expect } from '@scaffold-evm/testing'
        const subject = await deploy('Subject')
        it('is there', async () => { expect(await subject.symbol()).to.equal('SUB') })
      `,
      'test/b.test.ts': passing,
    })
    expect(await reportOf(project.root)).to.include({ passed: 2, failed: 0 })
  })

  it('runs what is asked for: files, folders, globs, --grep', async () => {
    project = await createTempProject({
      'test/a.test.js': passing,
      'test/b.test.js': "it('other', () => {})\n",
      'test/deep/c.test.js': passing,
    })
    const { root } = project
    expect((await reportOf(root, { files: ['test/a.test.js'] })).passed).to.equal(1)
    expect((await reportOf(root, { files: ['deep'] })).passed).to.equal(1)
    expect((await reportOf(root, { files: ['test/**/*.test.js'] })).passed).to.equal(3)
    expect((await reportOf(root, { grep: 'pass' })).passed).to.equal(2)
    expect((await reportOf(root, { grep: 'pass', invert: true })).passed).to.equal(1)
  })

  it('suggests the file that was meant, and refuses a bad pattern and an empty project', async () => {
    project = await createTempProject({ 'test/token.test.js': passing })
    const missing = await runProject(project.root, { files: ['test/tokn.test.js'] })
    expect(missing.code).to.equal(2)
    expect(missing.stderr).to.match(/TEST_FILE_NOT_FOUND.*\n?.*Did you mean "test\/token.test.js"/)
    expect((await runProject(project.root, { grep: '(' })).stderr).to.match(/TEST_GREP_INVALID/)
    const nothing = await runProject(project.root, { grep: 'nothing' })
    expect(nothing.code).to.equal(1)
    expect(nothing.stderr).to.match(/No test matches --grep "nothing"/)
    await project.remove()
    project = await createTempProject()
    expect((await runProject(project.root)).stderr).to.match(/TEST_NONE_FOUND/)
  })

  it('stops at the first failure with --bail', async () => {
    project = await createTempProject({
      'test/a.test.js': `${failing}${passing}`,
      'test/b.test.js': passing,
    })
    const report = await reportOf(project.root, { bail: true })
    expect(titles(report.results)).to.deep.equal(['fails: failed'])
    expect(report.stopped).to.equal('bail')
  })

  it('runs only what .only names, whatever the file', async () => {
    project = await createTempProject({
      'test/a.test.js': passing,
      'test/b.test.js': "it('other', () => {})\nit.only('chosen', () => {})\n",
    })
    expect(titles((await reportOf(project.root)).results)).to.deep.equal(['chosen: passed'])
  })

  it('reports a file that does not load as a failure, and runs the others', async () => {
    project = await createTempProject({
      'test/a.test.ts': 'const x: number = \n',
      'test/b.test.js': "throw new Error('at the top')\n",
      'test/c.test.js': "import './missing.js'\n",
      'test/d.test.js': passing,
    })
    const report = await reportOf(project.root)
    expect(titles(report.results)).to.deep.equal([
      'loads: failed',
      'loads: failed',
      'loads: failed',
      'passes: passed',
    ])
    expect(report.results[0]?.failure?.code).to.equal('TEST_SYNTAX')
    expect(report.results[1]?.failure?.location).to.include({ path: 'test/b.test.js', line: 1 })
  })

  it('reports failing hooks, timeouts and errors that nobody caught with their test', async () => {
    project = await createTempProject({
      'test/a.test.js': `
        describe('hook', () => { before(() => { throw new Error('in hook') }); it('never runs', () => {}) })
        it('hangs', async function () { this.timeout(20); await new Promise(() => {}) })
        it('forgets to await', async () => { Promise.reject(new Error('stray')); await new Promise((r) => setTimeout(r, 30)) })
        it('passes', () => {})
      `,
    })
    const { results } = await reportOf(project.root)
    expect(titles(results)).to.have.members([
      'hook › "before all" hook for "never runs": failed',
      'hangs: failed',
      'forgets to await: failed',
      'passes: passed',
    ])
    const stray = results.find(({ title }) => title === 'forgets to await')
    expect(stray?.failure?.message).to.equal('stray')
    const hung = results.find(({ title }) => title === 'hangs')
    expect(hung?.failure?.location).to.include({ path: 'test/a.test.js', line: 3 })
  })

  it('ends although a test left a timer and a server open, and says where they were made', async () => {
    project = await createTempProject({
      'test/a.test.js': `import net from 'node:net'
it('leaks', () => {
  setInterval(() => {}, 1000)
  net.createServer().listen(0)
})
`,
    })
    const { code, stdout, stderr } = await runProject(project.root)
    expect(code).to.equal(0)
    expect(stdout).to.match(/1 passing/)
    expect(stderr).to.match(/a timer \(setInterval\) +made at test\/a\.test\.js:3:/)
    expect(stderr).to.match(/a server on port \d+ +made at test\/a\.test\.js:4:/)
  })

  it('uses reporters of mocha by name and by path, and refuses unknown ones', async () => {
    project = await createTempProject({
      'test/a.test.js': passing,
      'reporter.cjs':
        "module.exports = class { constructor(runner) { runner.on('pass', (test) => console.log('SEEN ' + test.fullTitle())) } }\n",
    })
    const { root } = project
    expect((await runProject(root, { reporter: 'tap' })).stdout).to.match(/ok 1 passes/)
    expect((await runProject(root, { reporter: './reporter.cjs' })).stdout).to.match(/SEEN passes/)
    const unknown = await runProject(root, { reporter: 'tapp' })
    expect(unknown.stderr).to.match(/TEST_REPORTER_UNKNOWN.*\n.*Did you mean "tap"/)
  })

  it('takes retries and the timeout from the config', async () => {
    project = await createTempProject({
      'scaffold.config.js': 'export default { test: { timeoutMs: 30, mocha: { retries: 2 } } }\n',
      'test/a.test.js': `
        let runs = 0
        it('flakes', () => { runs += 1; if (runs < 3) throw new Error('not yet') })
        it('hangs', async () => { await new Promise(() => {}) })
      `,
    })
    const { results } = await reportOf(project.root)
    expect(results[0]).to.include({ state: 'passed', retries: 2 })
    expect(results[1]).to.include({ state: 'failed' })
  })

  it('says so when the environment is used outside of a run', async () => {
    project = await createTempProject({
      'script.mjs':
        "import { deploy } from '@scaffold-evm/testing'\nawait deploy('Subject').catch((e) => console.log(e.code))\n",
    })
    const { execFile } = await import('node:child_process')
    const stdout = await new Promise<string>((resolve) => {
      execFile(process.execPath, ['script.mjs'], { cwd: project.root }, (_error, out) =>
        resolve(out),
      )
    })
    expect(stdout.trim()).to.equal('TEST_ENVIRONMENT_MISSING')
  })
})

describe('runTests in worker processes', () => {
  let project: TempProject
  afterEach(() => project.remove())

  it('gives each worker a chain, and reports in the order of the files', async () => {
    const deploying = (delayMs: number): string => `
      import { chain, deploy, expect } from '@scaffold-evm/testing'
      it('has its own chain', async () => {
        await new Promise((resolve) => setTimeout(resolve, ${delayMs}))
        await deploy('Subject')
        expect(await chain.time.latestBlock()).to.equal(1)
      })
    `
    project = await createTempProject({
      'test/a.test.ts': deploying(300),
      'test/b.test.ts': deploying(0),
      'test/c.test.ts': deploying(0),
    })
    const report = await reportOf(project.root, { parallel: 2 })
    expect(report).to.include({ passed: 3, failed: 0 })
    expect(report.results.map(({ file }) => file)).to.deep.equal([
      'test/a.test.ts',
      'test/b.test.ts',
      'test/c.test.ts',
    ])
  })

  it('blames a file whose process dies, and goes on with the others', async () => {
    project = await createTempProject({
      'test/a.test.js': "it('ends the process', () => process.exit(3))\n",
      'test/b.test.js': passing,
      'test/c.test.js': failing,
    })
    const { results, failed, passed } = await reportOf(project.root, { parallel: 2 })
    expect({ failed, passed }).to.deep.equal({ failed: 2, passed: 1 })
    expect(results[0]?.failure?.code).to.equal('TEST_WORKER_FAILED')
  })
})
