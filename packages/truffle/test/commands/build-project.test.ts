import { expect } from 'chai'
import { buildProject } from '../../src/commands/build-project.js'
import { codeOf, useTempProject } from '../support/temp-project.js'

describe('buildProject', () => {
  const temp = useTempProject()
  let printed: string
  let compiled: number

  async function build(section: string): Promise<void> {
    temp.write({ 'truffle-config.js': `module.exports = { ${section} }` })
    const stdout = { write: (text: string) => (printed += text) }
    const compile = async (): Promise<number> => (compiled += 1)
    const { signal } = new AbortController()
    await buildProject(await temp.load(), { compile, stdout, stderr: stdout, signal })
  }

  beforeEach(() => {
    printed = ''
    compiled = 0
  })

  it('only compiles when the config says nothing', async () => {
    await build('')
    expect(compiled).to.equal(1)
    expect(temp.printed.join()).to.contain('No build configuration found.')
  })

  it('runs a command in the folder, which knows where contracts are', async () => {
    await build('build: "pwd; echo $BUILD_DESTINATION_DIRECTORY"')
    expect(printed).to.equal(`${temp.root}\n${temp.root}/build\n`)
    expect(compiled).to.equal(1)
  })

  for (const [kind, text] of [
    ['calls back', '(config, done) => setTimeout(() => { config.logger.log("built"); done() }, 5)'],
    ['is async', 'async (config) => { await null; config.logger.log("built") }'],
    ['returns nothing', '(config) => { config.logger.log("built") }'],
    ['is in an object', '{ build(config, done) { config.logger.log("built"); done() } }'],
  ] as const) {
    it(`waits for a function that ${kind}`, async () => {
      await build(`build: ${text}`)
      expect(temp.printed).to.deep.equal(['built'])
    })
  }

  for (const [kind, text] of [
    ['a command', '"exit 3"'],
    ['what calls back', '(_, done) => done("no")'],
  ] as const) {
    it(`fails as ${kind} does`, async () => {
      expect(await codeOf(build(`build: ${text}`))).to.equal('TRUFFLE_BUILD_FAILED')
    })
  }

  it('throws what a function throws', async () => {
    const failing = await codeOf(build('build: async () => { throw new TypeError("own") }'))
    expect(failing).to.be.instanceOf(TypeError)
  })

  it('refuses an object without a function, before anything is done', async () => {
    expect(await codeOf(build('build: { "app.js": [] }'))).to.equal('TRUFFLE_BUILD_INVALID')
    expect(compiled).to.equal(0)
  })
})
