import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { runScaffold } from '../support/run-scaffold.js'
import { useCompiledFolder } from '../support/temp-folder.js'

describe('deployments of scaffold-evm/test', () => {
  const folder = useCompiledFolder({
    ...boxProject,
    'migrations/02_second.js': `export default async (m) => {
  await m.deploy('Box', { id: 'Second', args: [1] })
}
`,
    'test/box.test.js': `import { deployments, expect, loadFixture, provider } from 'scaffold-evm/test'
const block = () => provider.request({ method: 'eth_blockNumber' })
async function changed() { await (await deployments.get('Box')).set(9) }
describe('a', () => {
  it('has all', async () => {
    expect(Object.keys(await deployments.all())).to.deep.equal(['Box', 'Second'])
    expect(await deployments.has('Third')).to.equal(false)
    expect(await (await deployments.get('Second')).value()).to.equal(1n)
  })
  it('goes back to what migrations left', async () => {
    const before = await block()
    await loadFixture(changed)
    await (await deployments.get('Box')).set(10)
    await deployments.fixture()
    expect(await block()).to.equal(before)
    expect(await (await deployments.get('Box')).value()).to.equal(7n)
    await loadFixture(changed)
    expect(await (await deployments.get('Box')).value()).to.equal(9n)
  })
  it('runs one alone', async () => {
    for (const one of ['02_second', 2]) {
      expect(Object.keys(await deployments.fixture(one))).to.deep.equal(['Second'])
      expect(await block()).to.equal('0x1')
      await (await deployments.get('Second')).set(5)
    }
    expect(await deployments.has('Box')).to.equal(false)
    expect(Object.keys(await deployments.fixture())).to.deep.equal(['Box', 'Second'])
    await expect(deployments.fixture('03_third')).to.be.rejectedWith('There is no migration')
    await deployments.fixture(['1'])
  })
})
`,
    'test/later.test.js': `import { deployments, expect } from 'scaffold-evm/test'
describe('b', () => {
  it('starts from all again', async () => {
    expect(Object.keys(await deployments.all())).to.deep.equal(['Box', 'Second'])
    expect(await (await deployments.get('Box')).value()).to.equal(7n)
  })
})
`,
    'scripts/show.mjs': `import { deployments } from 'scaffold-evm/test'
await deployments.fixture()
const box = await deployments.get('Box')
await box.set(8)
await deployments.fixture()
console.log(String(await box.value()), Object.keys(await deployments.all()).join())
`,
  })
  const scaffold = (...args: string[]) => runScaffold(args, { cwd: folder.path })

  it('goes back to states of migrations, and starts each file from all of them', async () => {
    const { stdout, stderr, exitCode } = await scaffold('test')
    expect(exitCode, stdout + stderr).to.equal(0)
    expect(stdout).to.contain('4 passing')
  })

  it('runs migrations for scripts, and for tests that start without', async () => {
    const { stdout, stderr } = await scaffold('run', 'scripts/show.mjs')
    expect(stdout, stderr).to.equal('7 Box,Second\n')
    await folder.write({
      'test/box.test.js': `import { deployments, expect } from 'scaffold-evm/test'
it('has none, then all', async () => {
  expect(await deployments.all()).to.deep.equal({})
  expect(Object.keys(await deployments.fixture())).to.deep.equal(['Box', 'Second'])
  expect(Object.keys(await deployments.fixture([1]))).to.deep.equal(['Box'])
})
`,
    })
    const run = await scaffold('test', '--no-migrate', 'test/box.test.js')
    expect(run.exitCode, run.stdout + run.stderr).to.equal(0)
  })
})
