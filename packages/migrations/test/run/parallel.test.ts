import type { Connection, DeploymentRecord, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import { getCreateAddress } from 'ethers'
import type { MigrationReport } from '../../src/run/report.js'
import { runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { type Fault, type FaultyNode, startFaultyNode } from '../support/faulty-node.js'
import { type Migrations, withProject, writeMigrations } from '../support/project-dir.js'

const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

const body = `
  const [token] = await Promise.all([
    m.deploy('Token', { args: ['Gold', 1000n] }),
    m.deploy('MathLib'),
    m.deploy('Factory'),
    m.deploy('Child', { args: [m.accounts[0]], salt: 'child' }),
  ])
  await Promise.all([1n, 2n, 3n].map((amount) => token.mint(m.accounts[0], amount)))`
const transactionCount = 7

const emptyRecord: DeploymentRecord = {
  format: 'scaffold-deployments-1',
  network: 'n',
  chainId: '31337',
  genesisHash: '0x',
  contracts: {},
  migrations: {},
}

interface Setup {
  readonly node: FaultyNode
  readonly project: Project
  readonly connection: Connection
  migrate(changed?: Migrations): Promise<MigrationReport>
  record(): Promise<DeploymentRecord>
}

async function onNode<T>(
  accounts: string,
  action: (setup: Setup) => Promise<T>,
  options: Parameters<typeof startFaultyNode>[0] = {},
): Promise<T> {
  const node = await startFaultyNode(options)
  const config = `{ networks: { n: { url: '${node.url}', ${accounts} } } }`
  try {
    return await withProject({ config, migrations: { '01_a': body } }, async (project) => {
      const connection = await project.connect('n')
      const migrate: Setup['migrate'] = async (changed = {}) => {
        await writeMigrations(project, changed)
        return runMigrations(project, connection)
      }
      const record = async (): Promise<DeploymentRecord> =>
        (await connection.deployments.read()) ?? expect.fail('no record')
      return action({ node, project, connection, migrate, record }).finally(() =>
        connection.close(),
      )
    })
  } finally {
    await node.close()
  }
}

/** Everything was done, and nothing twice. */
async function assertMigratedOnce({ connection, record }: Setup): Promise<void> {
  const [owner = ''] = await connection.accounts()
  expect(await connection.ethersProvider.getTransactionCount(owner)).to.equal(transactionCount)
  const steps = Object.values((await record()).migrations['01_a']?.steps ?? {})
  expect(steps.map(({ status }) => status)).to.deep.equal(Array(transactionCount).fill('confirmed'))
  const nonces = steps.map(({ nonce }) => nonce).sort((a, b) => a - b)
  expect(nonces).to.deep.equal([...Array(transactionCount).keys()])
  const token = await connection.deployed('Token')
  expect(
    await (token as never as { balanceOf(a: string): Promise<bigint> }).balanceOf(owner),
  ).to.equal(1006n)
}

const accountKinds = [
  { what: 'private keys', accounts: `accounts: ['${key}']`, send: 'eth_sendRawTransaction' },
  { what: "the node's accounts", accounts: '', send: 'eth_sendTransaction' },
] as const

for (const { what, accounts, send } of accountKinds) {
  describe(`steps at the same time, with ${what}`, function () {
    this.timeout(20_000)

    it('leave one after the other and are waited for together', async () => {
      const mined = { mining: { auto: false, intervalMs: 400 } }
      await onNode(
        accounts,
        async (setup) => {
          const report = await setup.migrate()
          await assertMigratedOnce(setup)
          expect(report.files[0]?.steps.map(({ id }) => id)).to.deep.equal([
            'deploy Token',
            'deploy MathLib',
            'deploy Factory',
            'deploy Child',
            'call Token.mint',
            'call Token.mint #2',
            'call Token.mint #3',
          ])
          const { steps = {} } = (await setup.record()).migrations['01_a'] ?? {}
          expect(Object.values(steps).map(({ nonce }) => nonce)).to.deep.equal([
            0, 1, 2, 3, 4, 5, 6,
          ])
          // One by one they would be in seven blocks.
          const blocks = new Set(Object.values(steps).map(({ blockNumber }) => blockNumber))
          expect(blocks.size).to.be.lessThan(5)
        },
        mined,
      )
    })

    const faults: readonly Fault[] = ['lost', 'answer-lost']
    for (const fault of faults) {
      it(`get over each being ${fault} once`, async () => {
        await onNode(accounts, async (setup) => {
          let sent = 0
          setup.node.fault = (method) => (method === send && sent++ % 2 === 0 ? fault : undefined)
          await setup.migrate()
          await assertMigratedOnce(setup)
        })
      })

      // Each takes as long as a node that is away is asked.
      for (const at of fault === 'lost' ? [1] : [5]) {
        it(`resume when the node goes away and transaction ${at + 1} is ${fault}`, async () => {
          await onNode(accounts, async (setup) => {
            let isAway = false
            setup.node.fault = (method, count) => {
              if (isAway) return 'lost'
              isAway = method === send && count === at
              return isAway ? fault : undefined
            }
            await failure('MIGRATION_INTERRUPTED', () => setup.migrate())
            setup.node.fault = () => undefined
            const { warnings } = await setup.migrate()
            expect(warnings).to.deep.equal([])
            await assertMigratedOnce(setup)
          })
        })
      }
    }

    it('do not leave after one that was refused', async () => {
      await onNode(accounts, async (setup) => {
        setup.node.fault = (method, count) =>
          method === send && count === 1 ? { refuse: 'the mempool is full' } : undefined
        await failure('MIGRATION_REJECTED', () => setup.migrate())
        const { steps = {} } = (await setup.record()).migrations['01_a'] ?? {}
        expect(Object.entries(steps).map(([id, { status }]) => [id, status])).to.deep.equal([
          ['deploy Token', 'confirmed'],
        ])
        await setup.migrate()
        await assertMigratedOnce(setup)
      })
    })
  })
}

describe('steps at the same time', function () {
  this.timeout(20_000)

  it('fill the gap when the node drops the first', async () => {
    await onNode(
      `accounts: ['${key}']`,
      async (setup) => {
        const { chain } = setup.node
        let dropped: unknown
        setup.node.fault = (method, count) => {
          if (method !== 'eth_sendRawTransaction' || count !== 3) return undefined
          const { steps = {} } = pending.migrations['01_a'] ?? {}
          const [{ transactionHash } = {}] = Object.values(steps)
          dropped = transactionHash
          void chain.request({ method: 'anvil_dropTransaction', params: [dropped] })
          void chain.request({ method: 'evm_setIntervalMining', params: [1] })
          return undefined
        }
        const { write } = setup.connection.deployments
        let pending: DeploymentRecord = { ...emptyRecord }
        Object.assign(setup.connection.deployments, {
          write: async (record: DeploymentRecord) => {
            pending = record
            await write(record)
          },
        })
        await setup.migrate()
        expect(dropped).to.match(/^0x/)
        await assertMigratedOnce(setup)
      },
      { mining: { auto: false } },
    )
  })

  it('are recorded when another one fails on the chain', async () => {
    const failing = `
      const token = await m.deploy('Token', { args: ['Gold', 1000n] })
      await Promise.all([
        m.call(token, 'mint', [m.accounts[0], 1n]),
        m.call(token, 'boom', [], { gasLimit: 100_000n }),
        m.call(token, 'mint', [m.accounts[0], 2n]),
      ])`
    await onNode(
      `accounts: ['${key}']`,
      async ({ migrate, record }) => {
        await failure('MIGRATION_REVERTED', () =>
          migrate({ '01_a': failing.replace("'boom', []", "'mint', [m.accounts[0], 5000n]") }),
        )
        const { steps = {} } = (await record()).migrations['01_a'] ?? {}
        expect(Object.entries(steps).map(([id, { status }]) => [id, status])).to.deep.equal([
          ['deploy Token', 'confirmed'],
          ['call Token.mint', 'confirmed'],
          ['call Token.mint #3', 'confirmed'],
        ])
      },
      { mining: { auto: false, intervalMs: 200 } },
    )
  })

  it('are waited for when the file itself fails', async () => {
    const failing = `
      const token = await m.deploy('Token', { args: ['Gold', 1000n] })
      const mint = m.call(token, 'mint', [m.accounts[0], 1n])
      await new Promise((done) => setTimeout(done, 100))
      m.call(token, 'mint', [m.accounts[0], 2n])
      throw new Error('x')`
    await onNode(
      `accounts: ['${key}']`,
      async ({ migrate, record, node }) => {
        await failure('MIGRATION_FAILED', () => migrate({ '01_a': failing }))
        const sent = node.methods.filter((method) => method === 'eth_sendRawTransaction').length
        const { steps = {} } = (await record()).migrations['01_a'] ?? {}
        expect(Object.values(steps).every(({ status }) => status === 'confirmed')).to.equal(true)
        expect(Object.values(steps)).to.have.length(sent)
      },
      { mining: { auto: false, intervalMs: 200 } },
    )
  })

  it('tell apart what each of them creates', async () => {
    const creating = `
      const factory = await m.deploy('Factory')
      await Promise.all(['A', 'B', 'C'].map((name) => m.create(name, factory, 'make', [], { contract: 'Child' })))`
    await onNode(
      `accounts: ['${key}']`,
      async ({ migrate }) => {
        const { contracts } = await migrate({ '01_a': creating })
        const from = contracts.Factory ?? ''
        expect([contracts.A, contracts.B, contracts.C]).to.deep.equal(
          [1, 2, 3].map((nonce) => getCreateAddress({ from, nonce })),
        )
      },
      { mining: { auto: false, intervalMs: 200 } },
    )
  })

  it('keep the order of a chain in the process', async () => {
    await withProject({ migrations: { '01_a': body } }, async (project) => {
      const connection = await project.connect()
      const report = await runMigrations(project, connection).finally(() => connection.close())
      expect(report.files[0]?.steps.map(({ id }) => id).slice(0, 4)).to.deep.equal([
        'deploy Token',
        'deploy MathLib',
        'deploy Factory',
        'deploy Child',
      ])
    })
  })
})
