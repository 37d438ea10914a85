import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createReporter, isScaffoldError, type Reporter } from '@scaffold-evm/common'
import type { Connection, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import type { Contract } from 'ethers'
import type { MigrationReport } from '../../src/run/report.js'
import { runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { type Migrations, withProject, writeMigrations } from '../support/project-dir.js'

const token = `
  const token = await m.deploy('Token', { args: ['Gold', 1000n] })
  await m.call(token, 'mint', [m.accounts[1], 5n])`

async function inProcess<T>(
  migrations: Migrations,
  action: (project: Project, connection: Connection) => Promise<T>,
): Promise<T> {
  return withProject({ migrations }, async (project) => {
    const connection = await project.connect()
    try {
      return await action(project, connection)
    } finally {
      await connection.close()
    }
  })
}

function recordingReporter(): { reporter: Reporter; text: () => string } {
  const parts: string[] = []
  const stream = { write: (text: string) => parts.push(text) }
  return {
    reporter: createReporter({ stdout: stream, stderr: stream, env: {} }),
    text: () => parts.join(''),
  }
}

function blockNumber(connection: Connection): Promise<number> {
  return connection.ethersProvider.getBlockNumber()
}

describe('runMigrations (in-process)', function () {
  this.timeout(20_000)

  it('runs files in the order of their numbers, once', async () => {
    const log = (text: string): string => `m.log('${text}')`
    const migrations = { '10_c': log('c'), '2_b': log('b'), '01_a': log('a') }
    await inProcess(migrations, async (project, connection) => {
      const first = recordingReporter()
      const report = await runMigrations(project, connection, { reporter: first.reporter })
      expect(first.text()).to.equal('a\nb\nc\n')
      expect(report.status).to.equal('migrated')
      const second = recordingReporter()
      const again = await runMigrations(project, connection, { reporter: second.reporter })
      expect(second.text()).to.equal('')
      expect(again.status).to.equal('up-to-date')
      expect(again.files.map((file) => file.status)).to.deep.equal([
        'skipped',
        'skipped',
        'skipped',
      ])
    })
  })

  it('logs all that it is given as console.log does', async () => {
    const migrations = {
      '1_a': "m.log('price', 5n, { a: [1] })\nm.log('%s of %d', 'x', 2, 'y')\nm.log()",
    }
    await inProcess(migrations, async (project, connection) => {
      const { reporter, text } = recordingReporter()
      await runMigrations(project, connection, { reporter })
      expect(text()).to.equal('price 5n { a: [ 1 ] }\nx of 2 y\n\n')
    })
  })

  it('does nothing without migrations', async () => {
    await inProcess({}, async (project, connection) => {
      const report = await runMigrations(project, connection)
      expect(report).to.include({ status: 'up-to-date' })
      expect(report.files).to.deep.equal([])
    })
  })

  it('deploys, calls, reads, links and records, and reports what it cost', async () => {
    const migrations = {
      '01_token': token,
      '02_rest': `
        await m.deploy('MathLib')
        const uses = await m.deploy('UsesLib', { args: [21n], id: 'Uses' })
        if ((await m.read(uses, 'v')) !== 42n) throw new Error('not linked')
        const factory = await m.deploy('Factory', { from: 2 })
        const receipt = await m.call(factory, 'make', [], { from: m.accounts[3] })
        const { child } = receipt.logs.find((log) => log.fragment?.name === 'Created').args
        const recorded = await m.record('FirstChild', child, { contract: 'Child' })
        if ((await m.read(recorded, 'owner')) !== m.accounts[3]) throw new Error('wrong owner')
        const token = await m.deployed('Token')
        await token.mint(child, 7n)
        await (await m.at('Token', token)).mint(child, 7n)`,
    }
    await inProcess(migrations, async (project, connection) => {
      const report = await runMigrations(project, connection)
      expect(report.totals).to.include({ deployments: 4, calls: 4 })
      const [, rest] = report.files
      expect(rest?.steps.map((step) => step.id)).to.deep.equal([
        'deploy MathLib',
        'deploy Uses',
        'deploy Factory',
        'call Factory.make',
        'call Token.mint',
        'call Token.mint #2',
      ])
      expect(rest?.recorded.map(({ name, contract }) => [name, contract])).to.deep.equal([
        ['FirstChild', 'contracts/Token.sol:Child'],
      ])
      const steps = report.files.flatMap((file) => file.steps)
      expect(report.totals.gasUsed).to.equal(steps.reduce((sum, step) => sum + step.gasUsed, 0n))
      const cost = steps.reduce((sum, step) => sum + step.gasUsed * step.gasPriceWei, 0n)
      expect(report.totals.costWei).to.equal(cost)
      expect(Object.keys(report.contracts).sort()).to.deep.equal([
        'Factory',
        'FirstChild',
        'MathLib',
        'Token',
        'Uses',
      ])
      const found = (await connection.deployed('Token')) as Contract
      expect(await found.getFunction('balanceOf')(report.contracts.FirstChild)).to.equal(14n)
      expect(await connection.deployed('FirstChild')).to.have.property(
        'target',
        report.contracts.FirstChild,
      )
      expect(existsSync(project.config.paths.deployments)).to.equal(false)
    })
  })

  it('gives the cost that the accounts paid', async () => {
    await inProcess({ '01_token': token }, async (project, connection) => {
      const [owner = ''] = await connection.accounts()
      const before = await connection.ethersProvider.getBalance(owner)
      const report = await runMigrations(project, connection)
      const after = await connection.ethersProvider.getBalance(owner)
      expect(before - after).to.equal(report.totals.costWei)
    })
  })

  for (const reach of ['call', 'contract'] as const) {
    it(`goes on after the step that failed, sent by ${reach}`, async () => {
      const mint = (amount: string): string =>
        reach === 'call'
          ? `await m.call(token, 'mint', [m.accounts[1], ${amount}])`
          : `await token.mint(m.accounts[1], ${amount})`
      const body = (amount: string): string => `
        const token = await m.deploy('Token', { args: ['Gold', 1000n] })
        ${mint('1n')}
        ${mint(amount)}
        await m.deploy('Child', { args: [m.accounts[1]] })`
      await inProcess({ '01_a': body('5000n') }, async (project, connection) => {
        const error = await failure('MIGRATION_REVERTED', () => runMigrations(project, connection))
        expect(error.shortMessage).to.equal(
          '01_a: call Token.mint reverted with TooMuch(asked: 5000, most: 1000)',
        )
        expect(error.message).to.match(/at migrations\/01_a\.mjs:4:\d+/)
        const deployed = (await connection.deployed('Token')) as Contract
        await writeMigrations(project, { '01_a': body('50n') })
        const report = await runMigrations(project, connection)
        expect(report.files[0]?.steps.map(({ id, status }) => [id, status])).to.deep.equal([
          ['deploy Token', 'kept'],
          ['call Token.mint', 'kept'],
          ['call Token.mint #2', 'done'],
          ['deploy Child', 'done'],
        ])
        expect(report.totals).to.include({ deployments: 1, calls: 1 })
        expect(report.contracts.Token).to.equal(deployed.target)
        const [, account] = await connection.accounts()
        expect(await deployed.getFunction('balanceOf')(account)).to.equal(51n)
      })
    })
  }

  it('warns of a step that changed after it was done, and keeps it', async () => {
    const body = (supply: string, rest: string): string => `
      const token = await m.deploy('Token', { args: ['Gold', ${supply}] })
      ${rest}`
    await inProcess(
      { '01_a': body('1n', 'throw new Error("later")') },
      async (project, connection) => {
        await failure('MIGRATION_FAILED', () => runMigrations(project, connection))
        await writeMigrations(project, { '01_a': body('2n', '') })
        const report = await runMigrations(project, connection)
        const [warning] = report.warnings
        expect(warning)
          .to.include('then Token("Gold", 1), now Token("Gold", 2)')
          .and.include('--reset')
        const token = (await connection.deployed('Token')) as Contract
        expect(await token.getFunction('supply')()).to.equal(1n)
      },
    )
  })

  it('warns of steps that a file does not do any more', async () => {
    const first = `await m.deploy('MathLib'); throw new Error('later')`
    await inProcess({ '01_a': first }, async (project, connection) => {
      await failure('MIGRATION_FAILED', () => runMigrations(project, connection))
      await writeMigrations(project, { '01_a': '' })
      const report = await runMigrations(project, connection)
      expect(report.warnings[0]).to.include('an earlier run did "deploy MathLib"')
    })
  })

  it('warns of contracts whose code changed since, comments apart', async () => {
    await inProcess({ '01_a': `await m.deploy('MathLib')` }, async (project, connection) => {
      await runMigrations(project, connection)
      expect((await runMigrations(project, connection)).warnings).to.deep.equal([])
      const path = `${project.config.paths.artifacts}/contracts/Token.sol/MathLib.json`
      const artifact = JSON.parse(await readFile(path, 'utf8'))
      const edit = async (bytecode: string): Promise<readonly string[]> => {
        await writeFile(path, JSON.stringify({ ...artifact, bytecode }))
        project.artifacts.refresh()
        return (await runMigrations(project, connection)).warnings
      }
      const marker = 'a264697066735822'
      const at = artifact.bytecode.indexOf(marker) + marker.length + 10
      const comment = `${artifact.bytecode.slice(0, at)}0123456789${artifact.bytecode.slice(at + 10)}`
      expect(comment).not.to.equal(artifact.bytecode)
      expect(await edit(comment)).to.deep.equal([])
      const [warning] = await edit(`0xfe${artifact.bytecode.slice(4)}`)
      expect(warning).to.include('MathLib has changed since 01_a deployed it')
    })
  })

  it('wraps what the code throws, with its lines and without ours', async () => {
    const body = `
      await m.deploy('MathLib')
      const nothing = undefined
      nothing.here()`
    await inProcess({ '01_a': body }, async (project, connection) => {
      const error = await failure('MIGRATION_FAILED', () => runMigrations(project, connection))
      expect(error.shortMessage).to.include('01_a: TypeError: Cannot read properties of undefined')
      expect(error.details)
        .to.match(/migrations\/01_a\.mjs:4/)
        .and.not.match(/run\.js|dist\//)
    })
  })

  for (const dryRun of [false, true]) {
    it(`reports what was done before a failure${dryRun ? ' of a dry run' : ''}`, async () => {
      const migrations = {
        '01_a': '',
        '02_b': `${token}; await m.record('Again', token.target, { contract: 'Token' }); await m.call(token, 'mint', [m.accounts[0], 'x'])`,
        '03_c': '',
      }
      await inProcess(migrations, async (project, connection) => {
        const reports: MigrationReport[] = []
        const onFailed = (report: MigrationReport): void => void reports.push(report)
        const error = await failure('MIGRATION_ARGUMENTS', () =>
          runMigrations(project, connection, { dryRun, onFailed }),
        )
        expect(error.hint ?? '').not.to.include('recorded')
        expect(reports).to.have.lengthOf(1)
        const [report] = reports
        expect(report).to.include({ status: 'failed', isDryRun: dryRun })
        expect(report?.files.map(({ name, status }) => [name, status])).to.deep.equal([
          ['01_a', 'migrated'],
          ['02_b', 'failed'],
        ])
        expect(report?.files[1]?.steps.map(({ id }) => id)).to.deep.equal([
          'deploy Token',
          'call Token.mint',
        ])
        expect(report?.files[1]?.recorded.map(({ name }) => name)).to.deep.equal(['Again'])
        expect(report?.totals).to.include({ deployments: 1, calls: 1 })
      })
    })
  }

  it('does not claim that a chain in memory has a record', async () => {
    const failing = [
      `throw new Error('later')`,
      `await m.deploy('Token', { args: ['x', 0n], gasLimit: 60_000n })`,
    ]
    for (const body of failing) {
      await inProcess({ '01_a': body }, async (project, connection) => {
        const run = runMigrations(project, connection)
        const error = await run.then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        expect(isScaffoldError(error) && error.hint).to.match(
          /migrate again; this run leaves no record$/i,
        )
      })
    }
  })

  const refusals: readonly (readonly [string, Migrations, string])[] = [
    ['MIGRATION_NAME_INVALID', { token: '' }, 'token.mjs'],
    ['MIGRATION_NUMBER_DUPLICATE', { '1_a': '', '01_b': '' }, '1_a.mjs'],
    [
      'ARTIFACT_NOT_FOUND',
      { '1_a': `await m.deploy('Tokn')` },
      '1_a: There is no compiled contract "Tokn"',
    ],
    [
      'CONTRACT_ARGUMENTS',
      { '1_a': `await m.deploy('Token', { args: ['x'] })` },
      '1_a: Token(string n, uint256 s): expected 2 arguments, got 1',
    ],
    [
      'LIBRARY_MISSING',
      { '1_a': `await m.deploy('UsesLib', { args: [1n] })` },
      '1_a: UsesLib needs',
    ],
    [
      'DEPLOYMENT_NOT_FOUND',
      { '1_a': `await m.deployed('Token')` },
      '1_a: nothing is recorded as "Token"',
    ],
    [
      'MIGRATION_NAME_TAKEN',
      { '1_a': `await m.deploy('MathLib'); await m.deploy('MathLib')` },
      '"MathLib" is recorded already',
    ],
    [
      'MIGRATION_NAME_TAKEN',
      { '1_a': `await m.deploy('MathLib')`, '2_b': `await m.deploy('MathLib')` },
      '1_a deployed it',
    ],
    [
      'MIGRATION_METHOD_UNKNOWN',
      { '1_a': `${token}; await m.call(token, 'mnt')` },
      '1_a: Token has no function "mnt"',
    ],
    [
      'MIGRATION_ARGUMENTS',
      { '1_a': `${token}; await m.call(token, 'mint', [1])` },
      'expected 2 arguments, got 1',
    ],
    [
      'MIGRATION_ARGUMENTS',
      { '1_a': `${token}; await m.call(token, 'mint', [m.accounts[0], 'x'])` },
      'Token.mint',
    ],
    [
      'MIGRATION_STEP_DUPLICATE',
      {
        '1_a': `${token}; for (const i of [1n, 2n]) await m.call(token, 'mint', [m.accounts[0], i], { id: 'mint' })`,
      },
      '1_a has two steps "mint"',
    ],
    [
      'MIGRATION_NO_CODE',
      { '1_a': `await m.record('Child', m.accounts[0])` },
      'There is no contract at',
    ],
    [
      'ACCOUNT_NOT_FOUND',
      { '1_a': `await m.deploy('MathLib', { from: 77 })` },
      '1_a: Network "in-process" has no account 77',
    ],
  ]
  const placed = new Set(['CONTRACT_ARGUMENTS', 'MIGRATION_ARGUMENTS', 'MIGRATION_METHOD_UNKNOWN'])
  for (const [code, migrations, text] of refusals) {
    it(`refuses with ${code}: ${text}`, async () => {
      await inProcess(migrations, async (project, connection) => {
        const error = await failure(code, () => runMigrations(project, connection))
        expect(error.message).to.include(text)
        if (placed.has(code)) expect(error.details).to.match(/at migrations\/\d_[ab]\.mjs:\d+:\d+/)
      })
    })
  }

  it('ignores helpers, declarations and other files', async () => {
    const migrations = { '01_a': '', _helper: '' }
    await inProcess(migrations, async (project, connection) => {
      const report = await runMigrations(project, connection)
      expect(report.files.map((file) => file.name)).to.deep.equal(['01_a'])
    })
  })

  it('explains an account that cannot pay', async () => {
    await inProcess({ '01_token': token }, async (project, connection) => {
      const [poor] = await connection.accounts()
      if (poor !== undefined) await connection.devchain?.setBalance(poor, 1000n)
      const error = await failure('MIGRATION_INSUFFICIENT_FUNDS', () =>
        runMigrations(project, connection),
      )
      expect(error.shortMessage)
        .to.include(String(poor))
        .and.match(/needs about 0\.\d+ ETH/)
    })
  })

  it('runs from and to a number', async () => {
    const log = (text: string): string => `m.log('${text}')`
    const migrations = { '1_a': log('a'), '2_b': log('b'), '3_c': log('c') }
    const run = async (range: object): Promise<string> =>
      inProcess(migrations, async (project, connection) => {
        const { reporter, text } = recordingReporter()
        await runMigrations(project, connection, { ...range, reporter })
        return text()
      })
    expect(await run({ to: 2 })).to.equal('a\nb\n')
    expect(await run({ from: 2 })).to.equal('b\nc\n')
    expect(await run({ from: 2, to: 2 })).to.equal('b\n')
    await failure('MIGRATION_RANGE_EMPTY', () => run({ from: 4 }))
  })

  it('warns when a file comes before what is done already', async () => {
    await inProcess({ '1_a': '', '2_b': '' }, async (project, connection) => {
      await runMigrations(project, connection, { from: 2 })
      const report = await runMigrations(project, connection)
      expect(report.warnings).to.deep.equal([
        '1_a comes before migrations that are already done; it runs now',
      ])
    })
  })

  it('runs again from a number after --reset', async () => {
    const migrations = { '1_a': token, '2_b': `await m.deploy('MathLib')` }
    await inProcess(migrations, async (project, connection) => {
      const first = await runMigrations(project, connection)
      const part = await runMigrations(project, connection, { reset: true, from: 2 })
      expect(part.contracts.Token).to.equal(first.contracts.Token)
      expect(part.contracts.MathLib).not.to.equal(first.contracts.MathLib)
      const all = await runMigrations(project, connection, { reset: true })
      expect(all.contracts.Token).not.to.equal(first.contracts.Token)
    })
  })

  it('tries out on a snapshot and leaves no trace', async () => {
    await inProcess({ '01_token': token }, async (project, connection) => {
      const report = await runMigrations(project, connection, { dryRun: true })
      expect(report).to.include({ isDryRun: true, status: 'migrated', recordPath: undefined })
      expect(await blockNumber(connection)).to.equal(0)
      expect(await connection.deployments.read()).to.equal(undefined)
      const real = await runMigrations(project, connection)
      expect(real.contracts).to.deep.equal(report.contracts)
      expect((await readdir(project.root)).includes('deployments')).to.equal(false)
    })
  })

  it('mines its transactions itself where blocks are mined by hand', async () => {
    const config = `{ networks: { 'in-process': { mining: { auto: false } } } }`
    await withProject({ config, migrations: { '01_token': token } }, async (project) => {
      const connection = await project.connect()
      const report = await runMigrations(project, connection)
      expect(report.totals).to.include({ deployments: 1, calls: 1 })
      await connection.close()
    })
  })

  it('keeps the order of steps that are asked for at once', async () => {
    const body = `
      const names = ['A', 'B', 'C', 'D']
      await Promise.all(names.map((id) => m.deploy('MathLib', { id })))`
    await inProcess({ '01_a': body }, async (project, connection) => {
      const report = await runMigrations(project, connection)
      expect(new Set(Object.values(report.contracts)).size).to.equal(4)
      expect(await blockNumber(connection)).to.equal(4)
    })
  })

  it('stops before the next transaction when told to', async () => {
    const body = `
      await m.deploy('MathLib')
      globalThis.stopMigration()
      await m.deploy('Token', { args: ['x', 1n] })`
    await inProcess({ '01_a': body }, async (project, connection) => {
      const controller = new AbortController()
      Reflect.set(globalThis, 'stopMigration', () => controller.abort())
      await failure('MIGRATION_ABORTED', () =>
        runMigrations(project, connection, { signal: controller.signal }),
      )
      expect(await blockNumber(connection)).to.equal(1)
      Reflect.deleteProperty(globalThis, 'stopMigration')
    })
  })
})
