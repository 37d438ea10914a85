import type { TestResult } from '../../src/test-report.js'
import { expect } from '../support/chain.js'
import { runProject } from '../support/run-project.js'
import { createTempProject, type TempProject } from '../support/temp-project.js'

const suite = `
  import { deploy } from '@scaffold-evm/testing'
  describe('Subject', () => {
    let subject
    before(async () => { subject = await deploy('Subject') })
    beforeEach(async () => { await subject.emitNumber(1n) })
    it('passes', async () => { await subject.balanceOf(subject); await subject.transfer(subject, 7n) })
    it('fails', async () => {
      await subject.pay(subject, { value: 4n })
      await subject.failWith('as told', { gasLimit: 100000n })
    })
  })
`

const hookFails = `
  import { deploy } from '@scaffold-evm/testing'
  before(async () => { await (await deploy('Subject')).failWith('in a hook', { gasLimit: 100000n }) })
  it('never runs', () => {})
`

describe('runTests with a verbosity', function () {
  this.timeout(60_000)
  let project: TempProject
  afterEach(() => project.remove())

  /** What is printed below the titles of tests, without gas and addresses. */
  async function shown(options: object, files: object = { 'test/a.test.js': suite }) {
    project = await createTempProject({ ...files })
    const { stdout, stderr } = await runProject(project.root, options)
    const lines = stdout.split('\n').map((line) => line.trimEnd().replace(/ {2}[\d,]+ gas/, ''))
    const end = lines.findIndex((line) => / passing/.test(line))
    return { lines: lines.slice(0, end).filter((line) => line !== ''), stderr }
  }

  const emitted = 'Subject.emitNumber(value: 1)'
  const paid = 'Subject.pay{value: 4 wei}(to: Subject)'
  const failed = 'call Subject.failWith(reason: "as told")  ✗ reverts: as told'

  it('shows nothing unless asked', async () => {
    const { lines } = await shown({})
    expect(lines).to.deep.equal(['  Subject', '    ✓ passes', '    1) fails'])
  })

  it('shows transactions first', async () => {
    const { lines } = await shown({ verbosity: 1 })
    expect(lines).to.deep.equal([
      '  Subject',
      '    ✓ passes',
      `      ${emitted}`,
      '      Subject.transfer(to: Subject, amount: 7)  → true',
      '    1) fails',
      `      ${emitted}`,
      `      ${paid}`,
      `      ${failed}`,
    ])
  })

  it('then calls and events', async () => {
    const { lines } = await shown({ verbosity: 2 })
    expect(lines.slice(1, 5)).to.deep.equal([
      '    ✓ passes',
      `      ${emitted}`,
      '      └─ emit Number(value: 1)',
      '      call Subject.balanceOf(Subject)  → 0',
    ])
    expect(lines).to.include(`      ${paid}`)
    expect(lines.join()).not.to.include('receive')
  })

  it('then the calls in tests that fail', async () => {
    const { lines } = await shown({ verbosity: 3 })
    const at = lines.indexOf(`      ${paid}`)
    expect(lines[at + 1]).to.equal('      └─ Subject.receive{value: 2 wei}()')
    expect(lines.join()).not.to.include('set up by')
  })

  for (const parallel of [1, 2]) {
    it(`then storage and what was set up, with ${parallel} at a time`, async () => {
      const { lines } = await shown(
        { verbosity: 4, parallel },
        { 'test/a.test.js': suite, 'test/b.test.js': "it('passes', () => {})\n" },
      )
      expect(lines[2]).to.equal('      set up by')
      expect(lines[3]).to.match(/^ {8}new Subject\(\)/)
      expect(lines.join('\n')).to.match(
        /├─ store slot 0x[\da-f]{64}: 1e3|store slot .*: 1000 → 993/,
      )
    })
  }

  it('shows what a hook did that failed', async () => {
    const { lines } = await shown({ verbosity: 3 }, { 'test/a.test.js': hookFails })
    expect(lines.at(-1)).to.match(
      /Subject\.failWith\(reason: "in a hook"\) {2}✗ reverts: in a hook$/,
    )
    const quiet = await shown({ verbosity: 2 }, { 'test/a.test.js': hookFails })
    expect(quiet.lines.join()).not.to.include('failWith')
  })

  it('has them in the JSON, and beside what other reporters print', async () => {
    project = await createTempProject({ 'test/a.test.js': suite })
    const { stdout } = await runProject(project.root, { verbosity: 1, json: true })
    const { results }: { results: (TestResult & { calls?: { executions: unknown[] }[] })[] } =
      JSON.parse(stdout.slice(stdout.indexOf('{')))
    expect(results.map(({ calls }) => calls?.[0]?.executions.length)).to.deep.equal([2, 3])
    const dots = await runProject(project.root, { verbosity: 1, reporter: 'dot' })
    expect(dots.stderr).to.include('Subject.transfer(')
    expect(dots.stdout).not.to.include('Subject.transfer(')
  })
})
