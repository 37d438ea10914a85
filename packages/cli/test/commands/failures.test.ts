import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useSharedTempFolder } from '../support/temp-folder.js'

const frame = '> 10 │         if (next < value) revert TooSmall(next);'

describe('failures outside of tests', function () {
  this.timeout(60_000)
  const folder = useSharedTempFolder({
    ...boxProject,
    'migrations/02_more.js': `export default async (m) => {
  const box = await m.deployed('Box')
  await m.call(box, 'set', [0])
}
`,
    'fail.ts': `import { deploy } from 'scaffold-evm/test'

async function shrink(box: { set(next: bigint): Promise<unknown> }) {
  await box.set(3n)
}

await shrink(await deploy('Box', [7n]))
`,
    'plain.js': "throw new Error('of its own')\n",
  })
  let chain: Devchain
  before(async () => {
    chain = await createDevchain()
    const { url } = await chain.listen({ port: 0 })
    await folder.write({
      'scaffold.config.js': `export default { solidity: '0.8.37', networks: { node: { url: '${url}' } } }\n`,
    })
    await runScaffold(['compile'], { cwd: folder.path })
  })
  after(() => chain.close())

  function scaffold(args: readonly string[], input = ''): Promise<CliResult> {
    return runScaffold(args, { cwd: folder.path, input })
  }

  for (const network of [[], ['--network', 'node']]) {
    const where = network.length === 0 ? 'in this process' : 'on a node'

    it(`shows what contracts did in scripts ${where}, above the lines of the script`, async () => {
      const { stderr, exitCode } = await scaffold(['run', 'fail.ts', ...network])
      expect(stderr).to.contain(
        'error[SCRIPT_FAILED]: fail.ts failed\nreverted with TooSmall(value: 3)',
      )
      expect(stderr).to.contain(frame)
      expect(stderr).to.match(
        /\nat Box\.set \(contracts\/Box\.sol:10:\d+\)\nat (async )?shrink \(.*fail\.ts:4:\d+\)\nat .*fail\.ts:7/,
      )
      expect(stderr).not.to.contain('VM Exception')
      expect(exitCode).to.equal(1)
    })

    it(`and in migrations ${where}`, async () => {
      const { stderr, exitCode } = await scaffold(['migrate', ...network])
      expect(stderr).to.match(/^error\[MIGRATION_REVERTED\].*TooSmall\(value: 0\)\n/)
      expect(stderr).to.match(
        /\nat Box\.set \(contracts\/Box\.sol:10:\d+\)\nat migrations\/02_more\.js:3:11\n/,
      )
      expect(exitCode).to.equal(1)
    })

    it(`and at the prompt ${where}`, async () => {
      const code = "await (await deploy('Box', [7n])).set(3n)\n"
      const { stderr } = await scaffold(['console', ...network], code)
      expect(stderr).to.contain('reverted with TooSmall(value: 3)')
      expect(stderr).to.match(/\nat Box\.set \(contracts\/Box\.sol:10:\d+\)/)
    })
  }

  it('has it in the JSON of a migration', async () => {
    const { stdout } = await scaffold(['migrate', '--json'])
    const { error } = JSON.parse(stdout)
    expect(error.data.solidity).to.include({ cause: 'revert', isExact: true })
    expect(error.data.solidity.stack[0]).to.match(/^at Box\.set/)
  })

  it('leaves other failures as they are', async () => {
    const { stderr } = await scaffold(['run', 'plain.js'])
    expect(stderr).to.match(
      /^error\[SCRIPT_FAILED\]: plain.js failed\nError: of its own\n {4}at .*plain\.js:1/,
    )
  })
})
