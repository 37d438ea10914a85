import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { runScaffold } from '../support/run-scaffold.js'
import { useCompiledFolder } from '../support/temp-folder.js'

describe('scaffold migrate', () => {
  const folder = useCompiledFolder({
    ...boxProject,
    'migrations/02_more.js': `export default async (m) => {
  const box = await m.deploy('Box', { id: 'Second', args: [1] })
  await m.call(box, 'set', [0])
}
`,
  })
  const migrate = (...args: string[]) => runScaffold(['migrate', ...args], { cwd: folder.path })

  for (const [args, title] of [
    [[], 'Partly migrated in-process (chain 31337)'],
    [['--dry-run'], 'Dry run on a copy of in-process (chain 31337), failed'],
  ] as const) {
    it(`says what it did before it failed: ${title}`, async () => {
      const { stdout, stderr, exitCode } = await migrate(...args)
      expect(stdout.startsWith(`${title}\n\n01_box\n`), stdout).to.equal(true)
      expect(stdout).to.match(
        /02_more failed\n.*\n {2}deploy Box\(1\) as Second +0x[0-9a-fA-F]{40} /,
      )
      expect(stdout).to.contain('2 deployments, 0 calls')
      expect(stdout).not.to.contain('Recorded in')
      expect(stderr).to.match(/^error\[MIGRATION_REVERTED\]/)
      expect(stderr).to.contain('this run leaves no record')
      expect(exitCode).to.equal(1)
    })
  }

  it('has report and error in one JSON document', async () => {
    const { stdout, stderr, exitCode } = await migrate('--json')
    const { status, files, totals, error } = JSON.parse(stdout)
    expect({ status, totals, code: error.code }).to.deep.include({
      status: 'failed',
      code: 'MIGRATION_REVERTED',
    })
    expect(files.map((file: { status: string }) => file.status)).to.deep.equal([
      'migrated',
      'failed',
    ])
    expect(totals.deployments).to.equal(2)
    expect(stderr).to.match(/^error\[MIGRATION_REVERTED\]/)
    expect(exitCode).to.equal(1)
  })

  it('keeps what contracts and migrations print out of the JSON', async () => {
    await folder.write({
      'contracts/Talker.sol': `pragma solidity ^0.8.28;
contract Talker {
    constructor() {
        (bool ok, ) = 0x000000000000000000636F6e736F6c652e6c6f67.staticcall(
            abi.encodeWithSignature("log(string)", "from the chain")
        );
        require(ok);
    }
}
`,
      'migrations/02_more.js': `export default async (m) => { m.log('from me'); await m.deploy('Talker') }`,
    })
    const { stdout, stderr } = await migrate('--json')
    expect(JSON.parse(stdout)).to.include({ status: 'migrated' })
    expect(stderr).to.contain('from the chain\n').and.contain('from me\n')
    expect((await migrate()).stdout).to.match(/^(from the chain\n)+/)
  })

  it('prints no table when nothing was done', async () => {
    await folder.write({ 'migrations/01_box.js': `export default () => { throw new Error('no') }` })
    const { stdout, stderr, exitCode } = await migrate()
    expect(stdout).to.equal('')
    expect(stderr).to.match(/^error\[MIGRATION_FAILED\]/)
    expect(exitCode).to.equal(1)
  })
})
