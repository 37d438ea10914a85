import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { boxProject, boxSource } from '../support/projects.js'
import { runScaffold } from '../support/run-scaffold.js'
import { useCompiledFolder } from '../support/temp-folder.js'

describe('scaffold plan', function () {
  this.timeout(60_000)
  const folder = useCompiledFolder({
    ...boxProject,
    'migrations/02_set.js': `export default async (m) => { await (await m.deployed('Box')).set(8n) }\n`,
  })
  let chain: Devchain

  beforeEach(async () => {
    chain = await createDevchain()
    const { url } = await chain.listen({ port: 0 })
    await folder.write({
      'scaffold.config.js': `export default { solidity: '0.8.37', networks: { local: { url: '${url}' } } }\n`,
    })
  })
  afterEach(() => chain.close())

  const scaffold = (...args: string[]) =>
    runScaffold([...args, '--network', 'local'], { cwd: folder.path })

  it('says with its exit code whether there is something to do, and its file is applied', async () => {
    const first = await scaffold('plan', '--out', 'plan.json')
    expect(first.exitCode, first.stderr).to.equal(2)
    expect(first.stdout).to.match(
      /^Plan for local \(chain 31337\), block 0\n\n01_box\n {2}\+ create {3}Box\(7\)\n/,
    )
    expect(first.stdout).to.contain('1 to create, 1 call')
    expect(first.stdout.split('\n').every((line) => line.length <= 80)).to.equal(true)
    expect(first.stderr).to.contain('plan.json')
    expect(await chain.request({ method: 'eth_blockNumber' })).to.equal('0x0')
    const kept = JSON.parse(await readFile(join(folder.path, 'plan.json'), 'utf8'))
    expect(JSON.parse((await scaffold('plan', '--json')).stdout)).to.deep.equal(kept)
    const applied = await scaffold('migrate', '--plan', 'plan.json')
    expect(applied.exitCode, applied.stderr).to.equal(0)
    const after = await scaffold('plan')
    expect(after).to.include({ exitCode: 0 })
    expect(after.stdout).to.match(
      /^Nothing to do for local \(chain 31337\), block 2\n {2}= same {5}1 contract/,
    )
    const stale = await scaffold('migrate', '--plan', 'plan.json')
    expect(stale.exitCode).to.equal(1)
    expect(stale.stderr).to.match(/^error\[PLAN_STALE\]/)
  })

  it('shows what is only done when asked for, and does it then', async () => {
    await scaffold('migrate')
    await folder.write({ 'contracts/Box.sol': boxSource.replace('next < value', 'next <= value') })
    const plan = await scaffold('plan')
    expect(plan.exitCode).to.equal(2)
    expect(plan.stdout).to.contain(
      '  ! replace  Box: its code changed\n             scaffold migrate --replace Box\n',
    )
    const asked = await scaffold('plan', '--replace', 'Box')
    expect(asked.stdout)
      .to.match(/01_box\n {2}! replace {2}Box: as asked for\n/)
      .and.match(/02_set\n {2}> call {5}Box\.set\(8\): Box was replaced\n/)
    expect(await scaffold('migrate', '--replace', 'Box')).to.include({ exitCode: 0 })
    expect(await scaffold('plan')).to.include({ exitCode: 0 })
  })

  it('shows what it found before a migration fails, with the error in the same JSON', async () => {
    await folder.write({
      'migrations/02_set.js': `export default async (m) => { await (await m.deployed('Box')).set(6n) }\n`,
    })
    const { stdout, stderr, exitCode } = await scaffold('plan', '--json')
    expect(exitCode).to.equal(1)
    const { entries, error } = JSON.parse(stdout)
    expect(error.code).to.equal('MIGRATION_REVERTED')
    expect(entries.map((entry: { subject: string }) => entry.subject)).to.deep.equal(['Box'])
    expect(stderr).to.match(/^error\[MIGRATION_REVERTED\]/)
  })

  for (const [args, code] of [
    [['migrate', '--plan', 'none.json'], 2],
    [['migrate', '--plan', 'package.json'], 1],
    [['migrate', '--plan', 'package.json', '--reset'], 2],
    [['plan', '--replace', 'Box'], 1],
    [['plan', '--from', 'x'], 1],
    [['plan', '--form', '2'], 1],
    [['migrate', '--from', 'x'], 2],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { exitCode, stdout } = await scaffold(...args)
      expect(exitCode).to.equal(code)
      expect(stdout).to.equal('')
    })
  }
})
