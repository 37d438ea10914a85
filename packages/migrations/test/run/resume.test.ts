import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import type { DeploymentRecord, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import type { Contract } from 'ethers'
import type { MigrationReport } from '../../src/run/report.js'
import { type RunMigrationsOptions, runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { type Fault, type FaultyNode, startFaultyNode } from '../support/faulty-node.js'
import { withProject } from '../support/project-dir.js'

const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

const migrations = {
  '01_token': `
    const token = await m.deploy('Token', { args: ['Gold', 1000n] })
    await m.call(token, 'mint', [m.accounts[0], 1n])
    await m.call(token, 'mint', [m.accounts[0], 2n])`,
  '02_more': `
    await m.deploy('MathLib')
    await m.deploy('UsesLib', { args: [21n] })
    const factory = await m.deploy('Factory')
    const receipt = await m.call(factory, 'make')
    await m.record('Made', receipt.logs.find((log) => log.fragment).args.child, { contract: 'Child' })
    await (await m.deployed('Token')).mint(m.accounts[0], 3n)`,
}
const transactionCount = 8

interface Setup {
  readonly node: FaultyNode
  readonly project: Project
  migrate(options?: RunMigrationsOptions): Promise<MigrationReport>
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
    return await withProject({ config, migrations }, async (project) => {
      const migrate = async (given: RunMigrationsOptions = {}): Promise<MigrationReport> => {
        const connection = await project.connect('n')
        return runMigrations(project, connection, given).finally(() => connection.close())
      }
      const path = `${project.config.paths.deployments}/n.json`
      const record = async (): Promise<DeploymentRecord> => JSON.parse(await readFile(path, 'utf8'))
      return action({ node, project, migrate, record })
    })
  } finally {
    await node.close()
  }
}

/** A fault of one request, after which nothing reaches the node any more. */
function goesAway(method: string, at: number, fault: Fault): FaultyNode['fault'] {
  let isAway = false
  return (asked, count) => {
    if (isAway) return 'lost'
    isAway = asked === method && count === at
    return isAway ? fault : undefined
  }
}

/** Everything was done, and nothing twice. */
async function assertMigratedOnce({ node, project, record }: Setup): Promise<void> {
  const connection = await project.connect('n')
  const [owner = ''] = await connection.accounts()
  expect(await connection.ethersProvider.getTransactionCount(owner)).to.equal(transactionCount)
  const token = (await connection.deployed('Token')) as Contract
  expect(await token.getFunction('balanceOf')(owner)).to.equal(1006n)
  await connection.close()
  const { migrations: files, contracts } = await record()
  const steps = Object.values(files).flatMap((file) => Object.values(file.steps))
  expect(steps).to.have.length(transactionCount)
  expect(steps.every((step) => step.status === 'confirmed')).to.equal(true)
  expect(Object.values(files).every((file) => file.completed)).to.equal(true)
  expect(Object.keys(contracts)).to.deep.equal(['Factory', 'Made', 'MathLib', 'Token', 'UsesLib'])
  for (const { address } of Object.values(contracts)) {
    const code = await node.chain.request({ method: 'eth_getCode', params: [address, 'latest'] })
    expect(code).not.to.equal('0x')
  }
}

const accountKinds = [
  { what: 'private keys', accounts: `accounts: ['${key}']`, send: 'eth_sendRawTransaction' },
  { what: "the node's accounts", accounts: '', send: 'eth_sendTransaction' },
] as const

for (const { what, accounts, send } of accountKinds) {
  describe(`a migration over http with ${what}`, function () {
    // A node that is away is asked for two seconds, and CI machines are slow.
    this.timeout(20_000)

    it('is done once, and the second run sends nothing', async () => {
      await onNode(accounts, async (setup) => {
        const report = await setup.migrate()
        expect(report.totals).to.include({ deployments: 4, calls: 4 })
        await assertMigratedOnce(setup)
        const before = await stat(report.recordPath ?? '')
        setup.node.methods.length = 0
        const again = await setup.migrate()
        expect(again).to.have.property('status', 'up-to-date')
        expect(setup.node.methods.filter((method) => /send|sign/i.test(method))).to.deep.equal([])
        expect((await stat(report.recordPath ?? '')).mtimeMs).to.equal(before.mtimeMs)
      })
    })

    const faults: readonly Fault[] = ['lost', 'answer-lost']
    for (const fault of faults) {
      it(`gets over each transaction being ${fault} once`, async () => {
        await onNode(accounts, async (setup) => {
          let sent = 0
          setup.node.fault = (method) => {
            if (method !== send) return undefined
            sent += 1
            return sent % 2 === 1 ? fault : undefined
          }
          await setup.migrate()
          await assertMigratedOnce(setup)
        })
      })

      // Each takes as long as a node that is away is asked.
      for (const at of [0, 5]) {
        it(`resumes when the node goes away and transaction ${at + 1} is ${fault}`, async () => {
          await onNode(accounts, async (setup) => {
            setup.node.fault = goesAway(send, at, fault)
            const error = await failure('MIGRATION_INTERRUPTED', () => setup.migrate())
            expect(error.message).to.include(
              `${at} ${at === 1 ? 'step is' : 'steps are'} recorded in`,
            )
            expect(error.message).to.include('migrate again')
            setup.node.fault = () => undefined
            await setup.migrate()
            await assertMigratedOnce(setup)
          })
        })
      }
    }

    it('resumes when the node goes away while it is asked for something else', async () => {
      await onNode(accounts, async (setup) => {
        setup.node.fault = goesAway('eth_getCode', 0, 'lost')
        const error = await failure('MIGRATION_INTERRUPTED', () => setup.migrate())
        expect(error.message).to.include('Nothing is under way').and.include('migrate again')
        setup.node.fault = () => undefined
        await setup.migrate()
        await assertMigratedOnce(setup)
      })
    })

    it('resumes when the node goes away after it took a transaction', async () => {
      await onNode(accounts, async (setup) => {
        let isAway = false
        setup.node.fault = (method, count) => {
          if (method === send && count === 3) isAway = true
          return isAway && method !== send ? 'lost' : undefined
        }
        const error = await failure('MIGRATION_INTERRUPTED', () => setup.migrate())
        expect(error.message).to.match(/Transaction 0x[0-9a-f]{64} was sent and not seen mined/)
        setup.node.fault = () => undefined
        const report = await setup.migrate()
        expect(report.totals).to.include({ deployments: 2, calls: 2 })
        await assertMigratedOnce(setup)
      })
    })

    it('forgets a transaction that the node refused', async () => {
      await onNode(accounts, async (setup) => {
        setup.node.fault = (method, count) =>
          method === send && count === 1 ? { refuse: 'the mempool is full' } : undefined
        const error = await failure('MIGRATION_REJECTED', () => setup.migrate())
        expect(error.shortMessage).to.equal(
          '01_token: the node refuses call Token.mint: the mempool is full',
        )
        expect(
          Object.keys((await setup.record()).migrations['01_token']?.steps ?? {}),
        ).to.deep.equal(['deploy Token'])
        await setup.migrate()
        await assertMigratedOnce(setup)
      })
    })

    it('gets over short failures by itself', async () => {
      await onNode(accounts, async (setup) => {
        setup.node.fault = (method, count) =>
          /^eth_get/.test(method) && count % 7 === 3 ? 'lost' : undefined
        await setup.migrate()
        await assertMigratedOnce(setup)
      })
    })

    it('waits for transactions that are mined later', async () => {
      await onNode(
        accounts,
        async (setup) => {
          await setup.migrate()
          await assertMigratedOnce(setup)
        },
        { mining: { auto: false, intervalMs: 40 } },
      )
    })

    it('finds a transaction that waits in the pool since an earlier run', async () => {
      await onNode(
        accounts,
        async (setup) => {
          const controller = new AbortController()
          setup.node.fault = (method) => {
            if (method === send) setTimeout(() => controller.abort(), 30)
            return undefined
          }
          await failure('MIGRATION_ABORTED', () => setup.migrate({ signal: controller.signal }))
          const { status } =
            (await setup.record()).migrations['01_token']?.steps['deploy Token'] ?? {}
          expect(status).to.equal('sent')
          setup.node.fault = () => undefined
          await setup.node.chain.request({ method: 'evm_setIntervalMining', params: [30] })
          await setup.migrate()
          await assertMigratedOnce(setup)
        },
        { mining: { auto: false } },
      )
    })

    it('tries out on a fork and leaves no trace', async () => {
      await onNode(accounts, async (setup) => {
        const report = await setup.migrate({ dryRun: true })
        expect(report).to.include({ isDryRun: true, status: 'migrated' })
        expect(report.totals).to.include({ deployments: 4, calls: 4 })
        expect(setup.node.methods.filter((method) => /send|sign/i.test(method))).to.deep.equal([])
        expect(existsSync(setup.project.config.paths.deployments)).to.equal(false)
        const real = await setup.migrate()
        expect(real.contracts).to.deep.equal(report.contracts)
        await assertMigratedOnce(setup)
      })
    })
  })
}

describe('a record and its chain', function () {
  this.timeout(20_000)

  it('begins anew on a development chain that was started anew', async () => {
    await onNode('', async (setup) => {
      await setup.migrate()
      await setup.node.chain.reset()
      await setup.node.chain.mine(3)
      const report = await setup.migrate()
      expect(report.warnings[0]).to.include('was started anew')
      await assertMigratedOnce(setup)
    })
  })

  it('refuses another chain behind a network that is no development chain, but for --reset', async () => {
    await onNode(
      '',
      async (setup) => {
        await setup.migrate()
        await setup.node.chain.reset()
        const error = await failure('MIGRATION_CHAIN_CHANGED', () => setup.migrate())
        expect(error.hint).to.include('--reset')
        await setup.migrate({ reset: true })
        await assertMigratedOnce(setup)
      },
      { chainId: 5555n },
    )
  })

  it('refuses a record of another chain id', async () => {
    await onNode(
      '',
      async (setup) => {
        const report = await setup.migrate()
        const path = report.recordPath ?? ''
        const text = await readFile(path, 'utf8')
        await writeFile(path, text.replace('"chainId": "5555"', '"chainId": "1"'))
        const error = await failure('MIGRATION_CHAIN_CHANGED', () => setup.migrate())
        expect(error.message).to.include('the record is of chain 1, this is chain 5555')
      },
      { chainId: 5555n },
    )
  })

  it('notices a transaction that was replaced by another of the same nonce', async () => {
    await onNode(`accounts: ['${key}']`, async (setup) => {
      setup.node.fault = goesAway('eth_sendRawTransaction', 1, 'lost')
      await failure('MIGRATION_INTERRUPTED', () => setup.migrate())
      setup.node.fault = () => undefined
      const from = setup.node.chain.accounts[0]?.address
      await setup.node.chain.request({
        method: 'eth_sendTransaction',
        params: [{ from, to: from, value: '0x1' }],
      })
      const report = await setup.migrate()
      expect(report.warnings[0]).to.include('"call Token.mint" was replaced by another')
      expect(report.totals).to.include({ deployments: 3, calls: 4 })
    })
  })

  it('takes over a transaction that was sent again with a higher fee', async () => {
    await onNode(`accounts: ['${key}']`, async (setup) => {
      setup.node.fault = goesAway('eth_sendRawTransaction', 0, 'lost')
      await failure('MIGRATION_INTERRUPTED', () => setup.migrate())
      setup.node.fault = () => undefined
      const { Wallet } = await import('ethers')
      const { artifacts } = setup.project
      const connection = await setup.project.connect('n')
      const prepared = await connection.prepareDeployment('Token', ['Gold', 1000n])
      expect(await artifacts.has('Token')).to.equal(true)
      const raw = await new Wallet(key).signTransaction({
        data: prepared.transaction.data,
        nonce: 0,
        chainId: 31337,
        gasLimit: 2_000_000,
        gasPrice: 90_000_000_000n,
      })
      await connection.provider.request({ method: 'eth_sendRawTransaction', params: [raw] })
      await connection.close()
      await setup.migrate()
      await assertMigratedOnce(setup)
    })
  })

  it('keeps two runs apart', async () => {
    await onNode('', async (setup) => {
      const runs = await Promise.allSettled([setup.migrate(), setup.migrate()])
      const failed = runs.find((run) => run.status === 'rejected')
      expect(failed?.reason).to.have.property('code', 'LOCK_HELD')
      await setup.migrate()
      await assertMigratedOnce(setup)
    })
  })
})
