import { expect } from 'chai'
import { parseEther, Transaction, Wallet } from 'ethers'
import { planMigrations } from '../../src/planning/plan-migrations.js'
import { proposeMigrations } from '../../src/proposing/propose-migrations.js'
import { failure } from '../support/expect-code.js'
import { startFaultyNode } from '../support/faulty-node.js'
import { withSolidity } from '../support/solidity-project.js'

/** Who owns the proxy, and whose key nobody here has. */
const cold = new Wallet(`0x${'c0'.repeat(32)}`)

const box = (version: number): string => `contract Box {
  uint256 public value;
  function initialize(uint256 value_) external { value = value_; }
  function version() external pure returns (uint256) { return ${version}; }
}`

describe('upgrades that are proposed', function () {
  this.timeout(60_000)

  it('deploy the new code, are signed by the owner, and are found', async () => {
    const node = await startFaultyNode()
    await node.chain.setBalance(cold.address as `0x${string}`, parseEther('1'))
    await withSolidity(
      { 'Box.sol': box(1) },
      async ({ project, connection, compile, migrate }) => {
        const plan = async (): Promise<readonly string[]> => {
          const { entries } = await planMigrations(project, connection)
          return entries.map(({ action }) => action)
        }
        const first = await migrate({
          '01_box': `await m.deployProxy('Box', { args: [7n], owner: '${cold.address}' })`,
        })
        await compile({ 'Box.sol': box(2) })
        expect(await plan()).to.deep.equal(['upgrade'])
        await failure('PROXY_FOREIGN', () => migrate({}))
        const { proposals, report } = await proposeMigrations(project, connection)
        const steps = report.files[0]?.steps.map(({ kind, status }) => [kind, status])
        expect(steps?.slice(-2)).to.deep.equal([
          ['deploy', 'done'],
          ['call', 'proposed'],
        ])
        // Whoever asks again deploys nothing again.
        await failure('MIGRATION_PROPOSAL_PENDING', () => migrate({}))
        expect(await plan()).to.deep.equal(['upgrade'])
        const tx = Transaction.from(proposals[0]?.transactions[0]?.unsigned?.serialized ?? '0x')
        tx.signature = cold.signingKey.sign(tx.unsignedHash)
        await node.chain.request({ method: 'eth_sendRawTransaction', params: [tx.serialized] })
        expect(await plan()).to.deep.equal(['same'])
        const after = await migrate({})
        expect(after.totals).to.include({ deployments: 0, calls: 0 })
        expect(await plan()).to.deep.equal(['same'])
        const target = await connection.contractAt('Box', first.contracts['Box'] ?? '')
        const call = (name: string): Promise<unknown> => target.getFunction(name).staticCall()
        expect([await call('value'), await call('version')]).to.deep.equal([7n, 2n])
      },
      node.url,
    ).finally(() => node.close())
  })
})
