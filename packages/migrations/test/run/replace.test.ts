import { readFile, writeFile } from 'node:fs/promises'
import type { Connection, DeploymentRecord, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import type { Contract } from 'ethers'
import type { MigrationReport } from '../../src/run/report.js'
import { type RunMigrationsOptions, runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { type Migrations, withProject, writeMigrations } from '../support/project-dir.js'

interface Setup {
  readonly project: Project
  readonly connection: Connection
  migrate(options?: RunMigrationsOptions): Promise<MigrationReport>
  record(): Promise<DeploymentRecord>
  /** Changes the code of a contract as a compiler would. */
  change(name: string): Promise<void>
  read(name: string, method: string, ...args: readonly unknown[]): Promise<unknown>
}

async function inProcess<T>(
  migrations: Migrations,
  action: (setup: Setup) => Promise<T>,
): Promise<T> {
  return withProject({ migrations }, async (project) => {
    const connection = await project.connect()
    const setup: Setup = {
      project,
      connection,
      migrate: (options) => runMigrations(project, connection, options),
      record: async () => {
        const record = await connection.deployments.read()
        return record ?? expect.fail('there is no record')
      },
      change: async (name) => {
        const path = `${project.config.paths.artifacts}/contracts/Token.sol/${name}.json`
        const artifact = JSON.parse(await readFile(path, 'utf8'))
        // Behind the code, where nothing runs it.
        await writeFile(path, JSON.stringify({ ...artifact, bytecode: `${artifact.bytecode}00` }))
        project.artifacts.refresh()
      },
      read: async (name, method, ...args) => {
        const contract = (await connection.deployed(name)) as Contract
        return contract.getFunction(method)(...args)
      },
    }
    try {
      return await action(setup)
    } finally {
      await connection.close()
    }
  })
}

/** Ids of what was sent, by file. */
function sent(report: MigrationReport): Readonly<Record<string, readonly string[]>> {
  const files = report.files.map(({ name, steps }) => {
    const done = steps.filter((step) => step.status === 'done')
    return [name, done.map((step) => step.id)] as const
  })
  return Object.fromEntries(files.filter(([, ids]) => ids.length > 0))
}

const chain: Migrations = {
  '01_lib': `await m.deploy('MathLib')`,
  '02_token': `
    const token = await m.deploy('Token', { args: ['Gold', 1000n] })
    await m.call(token, 'mint', [m.accounts[1], 5n])`,
  '03_child': `
    const token = await m.deployed('Token')
    await m.deploy('Child', { args: [token] })
    await m.deploy('UsesLib', { args: [4n] })
    await token.mint(await m.deployed('Child'), 7n)`,
  '04_other': `
    const other = await m.deploy('Token', { id: 'Other', args: ['Other', 1n] })
    await other.mint(m.accounts[1], 1n)`,
}

describe('runMigrations with completed files', function () {
  this.timeout(20_000)

  it('does not load a file that did not change', async () => {
    const body = `globalThis.entered = (globalThis.entered ?? 0) + 1`
    await inProcess({ '01_a': body }, async ({ migrate }) => {
      await migrate()
      await migrate()
      expect(Reflect.get(globalThis, 'entered')).to.equal(1)
      Reflect.deleteProperty(globalThis, 'entered')
    })
  })

  it('enters a file again whose text changed, keeps what is done, and does what is new', async () => {
    await inProcess(chain, async ({ project, migrate }) => {
      const first = await migrate()
      await writeMigrations(project, {
        '02_token': `${chain['02_token']}\n await m.call(token, 'mint', [m.accounts[1], 6n])`,
      })
      const report = await migrate()
      expect(sent(report)).to.deep.equal({ '02_token': ['call Token.mint #2'] })
      expect(report.contracts).to.deep.equal(first.contracts)
      expect(report.files.map(({ status }) => status)).to.deep.equal([
        'skipped',
        'migrated',
        'skipped',
        'skipped',
      ])
      expect(await migrate()).to.include({ status: 'up-to-date' })
    })
  })

  it('is silent about a change in the text that changes nothing', async () => {
    await inProcess(chain, async ({ project, migrate, record }) => {
      await migrate()
      const before = (await record()).migrations['02_token']?.source
      await writeMigrations(project, { '02_token': `${chain['02_token']} // a comment` })
      const report = await migrate()
      expect(report).to.include({ status: 'up-to-date' })
      expect(report.warnings).to.deep.equal([])
      expect((await record()).migrations['02_token']?.source).not.to.equal(before)
    })
  })

  it('leaves files alone whose record does not say what they were', async () => {
    await inProcess({ '01_a': `await m.deploy('MathLib')` }, async (setup) => {
      const { project, connection, migrate } = setup
      await migrate()
      const { migrations, ...rest } = await setup.record()
      const { steps = {} } = migrations['01_a'] ?? {}
      await connection.deployments.write({
        ...rest,
        migrations: { '01_a': { completed: true, steps } },
      })
      await writeMigrations(project, { '01_a': `throw new Error('entered')` })
      expect(await migrate()).to.include({ status: 'up-to-date' })
    })
  })

  it('says that a file cannot run again whose contract is gone, and goes on', async () => {
    await inProcess(chain, async ({ project, migrate }) => {
      await migrate()
      await writeMigrations(project, {
        '01_lib': `await m.deploy('MathLib') // changed`,
        '05_new': `await m.deploy('Factory')`,
      })
      const path = `${project.config.paths.artifacts}/contracts/Token.sol/MathLib.json`
      await writeFile(path.replace('MathLib', 'Other'), '{}')
      const { rm } = await import('node:fs/promises')
      await rm(path)
      project.artifacts.refresh()
      const report = await migrate()
      expect(sent(report)).to.deep.equal({ '05_new': ['deploy Factory'] })
      expect(report.warnings[0]).to.include('01_lib cannot run again: MathLib')
    })
  })

  it('fails for a contract that never was, also in a file that was complete', async () => {
    await inProcess({ '01_a': `await m.deploy('MathLib')` }, async ({ project, migrate }) => {
      await migrate()
      await writeMigrations(project, { '01_a': `await m.deploy('MathLlib')` })
      await failure('ARTIFACT_NOT_FOUND', migrate)
      await failure('ARTIFACT_NOT_FOUND', migrate)
    })
  })
})

describe('runMigrations with replacements', function () {
  this.timeout(20_000)

  it('replaces a contract and all that has its address, and nothing else', async () => {
    await inProcess(chain, async ({ connection, migrate, read, record }) => {
      const first = await migrate()
      const report = await migrate({ replace: ['Token'] })
      expect(sent(report)).to.deep.equal({
        '02_token': ['deploy Token', 'call Token.mint'],
        '03_child': ['deploy Child', 'call Token.mint'],
      })
      const changes = report.files.flatMap(({ steps }) => steps.map(({ change }) => change))
      expect(changes.filter((it) => it?.action === 'replace')).to.have.lengthOf(2)
      for (const name of ['Token', 'Child']) {
        expect(report.contracts[name], name).not.to.equal(first.contracts[name])
      }
      for (const name of ['MathLib', 'UsesLib', 'Other']) {
        expect(report.contracts[name], name).to.equal(first.contracts[name])
      }
      expect(await read('Child', 'owner')).to.equal(report.contracts.Token)
      const [, account] = await connection.accounts()
      expect(await read('Token', 'balanceOf', account)).to.equal(5n)
      expect(await read('Token', 'balanceOf', report.contracts.Child)).to.equal(7n)
      const { contracts, migrations } = await record()
      expect(contracts.Token?.replaced?.map(({ address }) => address)).to.deep.equal([
        first.contracts.Token,
      ])
      expect(
        Object.values(migrations).every((it) => it.completed && it.rewire === undefined),
      ).to.equal(true)
      expect(await migrate()).to.include({ status: 'up-to-date' })
    })
  })

  it('replaces in records that do not say what files used', async () => {
    await inProcess(chain, async ({ connection, migrate, read, record }) => {
      await migrate()
      const { migrations, ...rest } = await record()
      const old = Object.entries(migrations).map(([name, { steps }]) => {
        const without = Object.entries(steps).map(([id, { to: _, ...step }]) => [id, step])
        return [name, { completed: true, steps: Object.fromEntries(without) }]
      })
      await connection.deployments.write({ ...rest, migrations: Object.fromEntries(old) })
      const report = await migrate({ replace: ['Token'] })
      expect(sent(report)).to.deep.equal({
        '02_token': ['deploy Token', 'call Token.mint'],
        '03_child': ['deploy Child', 'call Token.mint'],
      })
      expect(await read('Child', 'owner')).to.equal(report.contracts.Token)
      expect(await migrate()).to.include({ status: 'up-to-date' })
    })
  })

  it('replaces a library in what is linked with it', async () => {
    await inProcess(chain, async ({ migrate, record, change }) => {
      await migrate()
      await change('MathLib')
      const { warnings } = await migrate()
      expect(warnings[0]).to.include('scaffold migrate --replace MathLib')
      const report = await migrate({ replace: ['MathLib'] })
      expect(sent(report)).to.deep.equal({
        '01_lib': ['deploy MathLib'],
        '03_child': ['deploy UsesLib'],
      })
      expect(report.warnings).to.deep.equal([])
      const { UsesLib } = (await record()).contracts
      expect(Object.values(UsesLib?.libraries ?? {})).to.deep.equal([report.contracts.MathLib])
    })
  })

  it('replaces what depends on what depends on it, twice', async () => {
    const migrations = {
      '01_a': `await m.deploy('Token', { args: ['Gold', 1n] })`,
      '02_b': `await m.deploy('Child', { args: [await m.deployed('Token')] })`,
      '03_c': `await m.deploy('Child', { id: 'Grandchild', args: [await m.deployed('Child')] })`,
    }
    await inProcess(migrations, async ({ migrate, read, record }) => {
      await migrate()
      for (const count of [1, 2]) {
        const report = await migrate({ replace: ['Token'] })
        expect(Object.keys(sent(report))).to.deep.equal(Object.keys(migrations))
        expect(await read('Grandchild', 'owner')).to.equal(report.contracts.Child)
        expect(await read('Child', 'owner')).to.equal(report.contracts.Token)
        expect((await record()).contracts.Grandchild?.replaced).to.have.lengthOf(count)
      }
    })
  })

  it('finds the address where only the digest tells it', async () => {
    const migrations = {
      '01_a': `await m.deploy('Token', { args: ['Gold', 1n] })`,
      '02_b': `
        const token = await m.deployed('Token')
        const name = 'long'.repeat(20) + (await token.getAddress()).slice(2).toLowerCase()
        await m.deploy('Token', { id: 'Named', args: [name, 1n] })
        const at = await m.at('Token', token)
        const { data } = await at.mint.populateTransaction(token, 3n)
        await (await at.runner.sendTransaction({ to: token, data })).wait()`,
    }
    await inProcess(migrations, async ({ migrate }) => {
      await migrate()
      const report = await migrate({ replace: ['Token'] })
      expect(sent(report)['01_a']).to.deep.equal(['deploy Token'])
    })
  })

  it('records the children of a factory anew when it is replaced', async () => {
    const body = `
      const factory = await m.deploy('Factory')
      const receipt = await m.call(factory, 'make')
      const { child } = receipt.logs.find((log) => log.fragment?.name === 'Created').args
      await m.record('Made', child, { contract: 'Child' })`
    const use = `await m.deploy('Child', { args: [await m.deployed('Made')], id: 'Owned' })`
    await inProcess({ '01_a': body, '02_b': use }, async ({ migrate, read }) => {
      const first = await migrate()
      await failure('MIGRATION_REPLACE_REFUSED', () => migrate({ replace: ['Made'] }))
      const report = await migrate({ replace: ['Factory'] })
      expect(sent(report)).to.deep.equal({
        '01_a': ['deploy Factory', 'call Factory.make'],
        '02_b': ['deploy Owned'],
      })
      expect(report.contracts.Made).not.to.equal(first.contracts.Made)
      expect(await read('Owned', 'owner')).to.equal(report.contracts.Made)
    })
  })

  it('goes on after a replacement that was interrupted, and replaces nothing twice', async () => {
    const body = `
      const token = await m.deployed('Token')
      if (globalThis.isBroken) throw new Error('not now')
      await m.deploy('Child', { args: [token] })`
    const migrations = { '01_a': `await m.deploy('Token', { args: ['G', 1n] })`, '02_b': body }
    for (const again of [[], ['Token']]) {
      await inProcess(migrations, async ({ migrate, read }) => {
        await migrate()
        Reflect.set(globalThis, 'isBroken', true)
        await failure('MIGRATION_FAILED', () => migrate({ replace: ['Token'] }))
        Reflect.deleteProperty(globalThis, 'isBroken')
        const report = await migrate({ replace: again })
        expect(sent(report)).to.deep.equal({ '02_b': ['deploy Child'] })
        expect(await read('Child', 'owner')).to.equal(report.contracts.Token)
      })
    }
  })

  it('replaces in a file, once, with all that uses it', async () => {
    await inProcess(chain, async ({ project, migrate, read, record }) => {
      await migrate()
      await writeMigrations(project, {
        '05_new': `
          const token = await m.replace('Token', { args: ['Silver', 3n] })
          if ((await m.read(await m.deployed('Child'), 'owner')) !== token.target) throw new Error('old')`,
      })
      const report = await migrate()
      expect(sent(report)).to.deep.equal({
        '02_token': ['call Token.mint'],
        '03_child': ['deploy Child', 'call Token.mint'],
        '05_new': ['replace Token'],
      })
      expect(await read('Token', 'name')).to.equal('Silver')
      expect(await read('Child', 'owner')).to.equal(report.contracts.Token)
      expect((await record()).contracts.Token).to.deep.include({ migration: '05_new' })
      expect(await migrate()).to.include({ status: 'up-to-date' })
      const again = await migrate({ replace: ['Token'] })
      expect(sent(again)['05_new']).to.deep.equal(['replace Token'])
      expect(again.contracts.Token).not.to.equal(report.contracts.Token)
    })
  })

  it('forgets a replacement with the file that made it', async () => {
    await inProcess(chain, async ({ project, migrate, read, record }) => {
      const first = await migrate()
      await writeMigrations(project, { '05_new': `await m.replace('Token')` })
      await migrate()
      await writeMigrations(project, { '05_new': '' })
      const report = await migrate({ reset: true, from: 5 })
      expect(report.contracts.Token).to.equal(first.contracts.Token)
      expect(report.warnings.join()).to.include('03_child was not run again')
      await migrate()
      expect(await read('Child', 'owner')).to.equal(first.contracts.Token)
      expect((await record()).contracts.Token?.replaced).to.have.lengthOf(1)
    })
  })

  it('keeps the arguments of what is replaced, with present addresses', async () => {
    const migrations = {
      '01_a': `await m.deploy('Token', { args: ['Gold', 5n] })`,
      '02_b': `await m.deploy('Child', { args: [await m.deployed('Token')] })`,
      '03_c': `await m.replace('Token')`,
      '04_d': `await m.replace('Child')`,
    }
    await inProcess(migrations, async ({ migrate, read }) => {
      const { contracts } = await migrate()
      expect(await read('Token', 'supply')).to.equal(5n)
      expect(await read('Child', 'owner')).to.equal(contracts.Token)
      expect(await migrate()).to.include({ status: 'up-to-date' })
    })
  })

  it('leaves no trace of a dry run, and its addresses are those of the run', async () => {
    await inProcess(chain, async ({ migrate, record }) => {
      await migrate()
      const before = await record()
      const tried = await migrate({ dryRun: true, replace: ['Token'] })
      expect(await record()).to.deep.equal(before)
      expect((await migrate({ replace: ['Token'] })).contracts).to.deep.equal(tried.contracts)
    })
  })

  it('refuses what it cannot replace', async () => {
    await inProcess(chain, async ({ project, migrate }) => {
      await failure('MIGRATION_REPLACE_UNKNOWN', () => migrate({ replace: ['Token'] }))
      await migrate()
      const error = await failure('MIGRATION_REPLACE_UNKNOWN', () => migrate({ replace: ['Tokn'] }))
      expect(error.hint).to.include('Token')
      await failure('MIGRATION_REPLACE_REFUSED', () => migrate({ replace: ['Token'], from: 3 }))
      await writeMigrations(project, { '02_token': '' })
      await failure('MIGRATION_REPLACE_REFUSED', () => migrate({ replace: ['Token'] }))
    })
  })

  it('says which files still have an old address', async () => {
    await inProcess(chain, async ({ migrate }) => {
      await migrate()
      const report = await migrate({ replace: ['Token'], to: 2 })
      expect(report.warnings[0]).to.include('03_child was not run again')
      expect(Object.keys(sent(await migrate()))).to.deep.equal(['03_child'])
    })
  })
})
