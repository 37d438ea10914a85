import { type ChildProcess, spawn } from 'node:child_process'
import { expect } from '../support/chain.js'
import { createTempProject, fixturePath, type TempProject } from '../support/temp-project.js'

/** A watching run in a process of its own, and what it printed since it was last asked. */
class WatchedRun {
  readonly #child: ChildProcess
  #output = ''

  constructor(root: string) {
    const options = JSON.stringify({ watch: true })
    this.#child = spawn(process.execPath, [fixturePath('run.mjs'), root, options], { cwd: root })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
      })
    }
  }

  /** What was printed up to the next prompt. */
  async round(): Promise<string> {
    while (!/Watching .*\n/.test(this.#output)) await new Promise((r) => setTimeout(r, 20))
    const output = this.#output
    this.#output = ''
    return output
  }

  async interrupt(): Promise<number | null> {
    const closed = new Promise<number | null>((resolve) => this.#child.on('close', resolve))
    this.#child.kill('SIGINT')
    return await closed
  }
}

describe('runTests with watch', () => {
  let project: TempProject
  afterEach(() => project.remove())

  it('runs again only what a change affects, with the new code', async () => {
    const using = (name: string): string =>
      `import { value } from './lib.js'\nit('${name} ' + value, () => {})\n`
    project = await createTempProject({
      'test/a.test.ts': using('a'),
      'test/b.test.js': "it('b', () => {})\n",
      'test/lib.ts': 'export const value: number = 1\n',
    })
    const run = new WatchedRun(project.root)
    const first = await run.round()
    expect(first).to.match(/✓ a 1[\s\S]*✓ b[\s\S]*2 passing/)
    await project.write('test/lib.ts', 'export const value: number = 2\n')
    const second = await run.round()
    expect(second).to.match(/✓ a 2/)
    expect(second).not.to.match(/✓ b/)
    await project.write('test/b.test.js', "it('b', () => { throw new Error('now') })\n")
    expect(await run.round()).to.match(/0 passing · 1 failing/)
    await project.write('test/c.test.js', "it('c', () => {})\n")
    expect(await run.round()).to.match(/✓ c/)
    expect(await run.interrupt()).to.equal(0)
  })

  it('evaluates CommonJS tests and what they require again', async () => {
    const using = (name: string): string =>
      `const { value } = require('./lib.cjs')\nit('${name} ' + value, () => {})\n`
    project = await createTempProject({
      'test/a.test.cjs': using('a'),
      'test/b.test.cjs': using('b'),
      'test/lib.cjs': 'exports.value = 1\n',
    })
    const run = new WatchedRun(project.root)
    expect(await run.round()).to.match(/✓ a 1[\s\S]*✓ b 1[\s\S]*2 passing/)
    await project.write('test/a.test.cjs', `${using('a')}it('more', () => {})\n`)
    expect(await run.round()).to.match(/✓ a 1[\s\S]*✓ more[\s\S]*2 passing/)
    await project.write('test/lib.cjs', 'exports.value = 2\n')
    expect(await run.round()).to.match(/✓ a 2[\s\S]*✓ more[\s\S]*✓ b 2[\s\S]*3 passing/)
    expect(await run.interrupt()).to.equal(0)
  })
})

describe('runTests interrupted', () => {
  let project: TempProject
  afterEach(() => project.remove())

  it('prints the summary so far, and names the test that was running', async () => {
    project = await createTempProject({
      'test/a.test.js':
        "it('passes', () => {})\nit('hangs', async () => { console.log('RUNNING'); await new Promise(() => {}) })\n",
    })
    const child = spawn(process.execPath, [fixturePath('run.mjs'), project.root, '{}'])
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (text.includes('RUNNING')) child.kill('SIGINT')
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(output).to.match(/1 passing \(.*\) · interrupted in hangs/)
    expect(code).to.equal(1)
  })
})
