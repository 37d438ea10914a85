import type { Connection, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import { Contract, id, ZeroHash } from 'ethers'
import type { MigrationReport } from '../../src/run/report.js'
import { type RunMigrationsOptions, runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { type Migrations, withProject, writeMigrations } from '../support/project-dir.js'

const safe = `0x${'5'.repeat(40)}`
const abi = [
  'function owner() view returns (address)',
  'function pendingOwner() view returns (address)',
  'function pendingDefaultAdmin() view returns (address)',
  'function hasRole(bytes32, address) view returns (bool)',
]

interface Setup {
  readonly project: Project
  readonly connection: Connection
  readonly owner: string
  migrate(changed?: Migrations, options?: RunMigrationsOptions): Promise<MigrationReport>
  read(contract: string, method: string, ...args: readonly unknown[]): Promise<unknown>
}

async function onChain(body: string, action: (setup: Setup) => Promise<void>): Promise<void> {
  const config = `{ namedAccounts: { keeper: '${safe}' } }`
  await withProject({ config, migrations: { '01_a': body } }, async (project) => {
    const connection = await project.connect()
    const [owner = ''] = await connection.accounts()
    const migrate: Setup['migrate'] = async (changed = {}, options = {}) => {
      await writeMigrations(project, changed)
      return runMigrations(project, connection, options)
    }
    const read: Setup['read'] = async (name, method, ...args) => {
      const record = await connection.deployments.read()
      const { address = '' } = record?.contracts[name] ?? {}
      return new Contract(address, abi, connection.ethersProvider).getFunction(method)(...args)
    }
    const { getAddress } = await import('ethers')
    const setup = { project, connection, migrate, read, owner: getAddress(owner) }
    await action(setup).finally(() => connection.close())
  })
}

function stepIds(report: MigrationReport): readonly string[] {
  return report.files.flatMap((file) => file.steps.map((step) => step.id))
}

describe('handOver', function () {
  this.timeout(20_000)

  it('knows who gets it by a name of the config', async () => {
    const body = `
      if (m.namedAccounts.keeper !== '${safe}') throw new Error('no keeper')
      await m.handOver(await m.deploy('Owned'), 'keeper')`
    await onChain(body, async ({ migrate, read }) => {
      await migrate()
      expect(await read('Owned', 'owner')).to.equal(safe)
    })
  })

  it('hands over after everything else, of all files', async () => {
    const body = `
      const owned = await m.deploy('Owned')
      await m.handOver(owned, '${safe}')
      if ((await m.read(owned, 'owner')) !== m.accounts[0]) throw new Error('too early')`
    await onChain(body, async ({ migrate, read }) => {
      const report = await migrate({ '02_b': "await m.deploy('Kid', { args: [1n] })" })
      expect(await read('Owned', 'owner')).to.equal(safe)
      expect(report.files.map((file) => file.status)).to.deep.equal(['migrated', 'migrated'])
      const [, last] = report.files[0]?.steps ?? []
      expect(last).to.deep.include({ id: 'hand over Owned: transferOwnership', status: 'done' })
      expect(last?.change).to.include({ action: 'call', to: safe })
      expect(report.totals).to.include({ deployments: 2, calls: 1 })
      expect(await migrate()).to.include({ status: 'up-to-date' })
    })
  })

  it('does not hand over when a later file fails, and does on the next run', async () => {
    const body = `await m.handOver(await m.deploy('Owned'), '${safe}')`
    await onChain(body, async ({ migrate, read, owner }) => {
      await failure('MIGRATION_FAILED', () => migrate({ '02_b': "throw new Error('x')" }))
      expect(await read('Owned', 'owner')).to.equal(owner)
      const report = await migrate({ '02_b': "await m.deploy('Kid', { args: [1n] })" })
      expect(stepIds(report)).to.deep.equal([
        'deploy Owned',
        'hand over Owned: transferOwnership',
        'deploy Kid',
      ])
      expect(report.warnings).to.deep.equal([])
      expect(await read('Owned', 'owner')).to.equal(safe)
    })
  })

  it('offers contracts that ask to be accepted, and accepts for accounts of ours', async () => {
    const body = `
      await m.handOver(await m.deploy('TwoStep'), '${safe}')
      await m.handOver(await m.deploy('TwoStep', { id: 'Ours' }), m.accounts[1])`
    await onChain(body, async ({ migrate, read, connection }) => {
      const { warnings } = await migrate()
      expect(warnings).to.have.length(1)
      expect(warnings[0]).to.include('TwoStep').and.include(safe)
      expect(await read('TwoStep', 'pendingOwner')).to.equal(safe)
      const [, other] = await connection.accounts()
      expect(String(await read('Ours', 'owner')).toLowerCase()).to.equal(other?.toLowerCase())
    })
  })

  it('grants the roles that the account has, and gives them up, administration last', async () => {
    const body = `await m.handOver(await m.deploy('Roles'), '${safe}')`
    await onChain(body, async ({ migrate, read, owner }) => {
      expect(stepIds(await migrate())).to.deep.equal([
        'deploy Roles',
        'hand over Roles: grant MINTER_ROLE',
        'hand over Roles: grant DEFAULT_ADMIN_ROLE',
        'hand over Roles: renounce MINTER_ROLE',
        'hand over Roles: renounce DEFAULT_ADMIN_ROLE',
      ])
      for (const role of [ZeroHash, id('MINTER_ROLE')]) {
        expect(await read('Roles', 'hasRole', role, safe)).to.equal(true)
        expect(await read('Roles', 'hasRole', role, owner)).to.equal(false)
      }
      expect(await read('Roles', 'hasRole', id('PAUSER_ROLE'), safe)).to.equal(false)
    })
  })

  it('hands over named roles, to several', async () => {
    const body = `
      const roles = await m.deploy('Roles')
      await m.handOver(roles, '${safe}', { roles: ['PAUSER_ROLE'] })
      await m.handOver(roles, m.accounts[2], { roles: ['MINTER_ROLE'] })`
    await onChain(body, async ({ migrate, read, owner, connection }) => {
      await migrate()
      const [, , third = ''] = await connection.accounts()
      expect(await read('Roles', 'hasRole', id('PAUSER_ROLE'), safe)).to.equal(true)
      expect(await read('Roles', 'hasRole', id('MINTER_ROLE'), third)).to.equal(true)
      expect(await read('Roles', 'hasRole', id('MINTER_ROLE'), owner)).to.equal(false)
      expect(await read('Roles', 'hasRole', ZeroHash, owner)).to.equal(true)
    })
  })

  it('goes on in the middle of roles', async () => {
    const body = `await m.handOver(await m.deploy('Roles'), '${safe}')`
    for (const stop of [1, 2, 3, 4, 5]) {
      await onChain(body, async ({ migrate, read, owner, connection }) => {
        const controller = new AbortController()
        let count = 0
        const { write } = connection.deployments
        // Stops between two transactions, wherever it is.
        const store = Object.assign(connection.deployments, {
          write: async (...record: Parameters<typeof write>) => {
            await write(...record)
            const [{ migrations }] = record
            const steps = Object.values(migrations['01_a']?.steps ?? {})
            const done = steps.filter(({ status }) => status === 'confirmed').length
            if (done === stop && ++count === 1) controller.abort()
          },
        })
        expect(store.write).not.to.equal(write)
        const run = migrate({}, { signal: controller.signal })
        if (stop < 5) await failure('MIGRATION_ABORTED', () => run)
        else await run
        await migrate()
        for (const role of [ZeroHash, id('MINTER_ROLE')]) {
          expect(await read('Roles', 'hasRole', role, safe), `${stop}`).to.equal(true)
          expect(await read('Roles', 'hasRole', role, owner), `${stop}`).to.equal(false)
        }
        expect(await connection.ethersProvider.getTransactionCount(owner)).to.equal(5)
      })
    }
  })

  it('offers an administration that changes after a delay', async () => {
    const body = `await m.handOver(await m.deploy('Delayed'), '${safe}')`
    await onChain(body, async ({ migrate, read, owner }) => {
      const { warnings } = await migrate()
      expect(warnings).to.have.length(1)
      expect(warnings[0]).to.include('acceptDefaultAdminTransfer')
      expect(await read('Delayed', 'pendingDefaultAdmin')).to.equal(safe)
      expect(await read('Delayed', 'hasRole', ZeroHash, owner)).to.equal(true)
      expect(await read('Delayed', 'hasRole', id('MINTER_ROLE'), owner)).to.equal(false)
    })
  })

  it('hands over the ProxyAdmin behind a proxy, when it is ours', async () => {
    const body = `
      const admin = await m.deploy('Owned', { id: 'Admin' })
      await m.handOver(await m.deploy('AdminSlot', { args: [admin] }), '${safe}')`
    await onChain(body, async ({ migrate, read }) => {
      expect(stepIds(await migrate())).to.include(
        'hand over ProxyAdmin of AdminSlot: transferOwnership',
      )
      expect(await read('Admin', 'owner')).to.equal(safe)
    })
  })

  it('sends nothing for what is handed over already', async () => {
    const body = `
      const owned = await m.deploy('Owned')
      await m.call(owned, 'transferOwnership', ['${safe}'])
      await m.handOver([owned], '${safe}')`
    await onChain(body, async ({ migrate }) => {
      expect(stepIds(await migrate())).to.deep.equal([
        'deploy Owned',
        'call Owned.transferOwnership',
      ])
    })
  })

  const refused = [
    ['of somebody else', 'MIGRATION_HAND_OVER_FAILED', "'Owned', { from: 1 }", `'${safe}'`],
    ['of something else', 'MIGRATION_HAND_OVER_UNKNOWN', "'Kid', { args: [1n] }", `'${safe}'`],
    [
      'of a role that there is not',
      'MIGRATION_HAND_OVER_UNKNOWN',
      "'Roles'",
      `'${safe}', { roles: ['X_ROLE'] }`,
    ],
    ['to nobody', 'MIGRATION_HAND_OVER_UNKNOWN', "'Owned'", "'safe'"],
    ['to the zero address', 'MIGRATION_HAND_OVER_UNKNOWN', "'Owned'", `'0x${'0'.repeat(40)}'`],
  ] as const
  for (const [what, code, deploy, to] of refused) {
    it(`refuses contracts ${what}`, async () => {
      const body = `await m.handOver(await m.deploy(${deploy}), ${to})`
      await onChain(body, async ({ migrate, connection }) => {
        let failed: MigrationReport | undefined
        const onFailed = (report: MigrationReport): void => {
          failed = report
        }
        const error = await failure(code, () => migrate({}, { onFailed }))
        expect(error.message).to.match(/at migrations\/01_a\.mjs:1:/)
        expect(failed?.files[0]).to.include({ status: 'failed' })
        const record = await connection.deployments.read()
        expect(record?.migrations['01_a']?.completed).to.equal(false)
      })
    })
  }
})
