import type { Connection, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import { getCreateAddress } from 'ethers'
import type { MigrationReport } from '../../src/run/report.js'
import { runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { startFaultyNode } from '../support/faulty-node.js'
import { type Migrations, withProject, writeMigrations } from '../support/project-dir.js'

interface Setup {
  readonly project: Project
  readonly connection: Connection
  migrate(changed?: Migrations): Promise<MigrationReport>
}

/** Nodes that trace, and nodes that do not. */
const nodes = { traces: true, 'does not trace': false } as const

async function onNode<T>(
  traces: boolean,
  body: string,
  action: (setup: Setup) => Promise<T>,
): Promise<T> {
  const node = await startFaultyNode()
  node.fault = (method) =>
    !traces && method.startsWith('debug_') ? { refuse: 'the method does not exist' } : undefined
  const config = `{ networks: { n: { url: '${node.url}' } } }`
  try {
    return await withProject({ config, migrations: { '01_a': body } }, async (project) => {
      const connection = await project.connect('n')
      const migrate = async (changed: Migrations = {}): Promise<MigrationReport> => {
        await writeMigrations(project, changed)
        return runMigrations(project, connection)
      }
      return action({ project, connection, migrate }).finally(() => connection.close())
    })
  } finally {
    await node.close()
  }
}

const maker = "const maker = await m.deploy('Maker')"

/** Calls, and which of the maker's creations each names: its nonces, from 3 on, in the order of creation. */
const cases = {
  'by its code': {
    body: "await m.create('A', maker, 'silent', [7n], { contract: 'Kid' })",
    made: { A: 3 },
  },
  'by its code among others': {
    body: "await m.create('Kid', maker, 'both')",
    made: { Kid: 3 },
  },
  'by an event': {
    body: "await m.create('A', maker, 'told', [7n], { contract: 'Kid', event: 'Made.kid' })",
    made: { A: 3 },
  },
  'by the full name of an event': {
    body: "await m.create('A', maker, 'told', [7n], { contract: 'Kid', event: 'Made(address,address)', nth: 0 })",
    made: { A: 3 },
  },
  'by a return value': {
    body: "await m.create('A', maker, 'pair', [], { contract: 'Kid', returns: 'right' })",
    made: { A: 4 },
  },
  'by the number of a return value': {
    body: "await m.create('A', maker, 'pair', [], { contract: 'Kid', returns: 0 })",
    made: { A: 3 },
  },
  'by its place': {
    body: "await m.create('A', maker, 'pair', [], { contract: 'Kid', nth: 1 })",
    made: { A: 4 },
  },
  'several of one call': {
    body: `await m.call(maker, 'pair', [], {
      creates: { Left: { contract: 'Kid', returns: 'left' }, Right: { contract: 'Kid', nth: 1 } } })
      await m.call(maker, 'both', [], { creates: { Kid: {}, Pup: {} } })`,
    made: { Left: 3, Right: 4, Kid: 5, Pup: 6 },
  },
  'a clone of other code': {
    body: `const kid = await m.deploy('Kid', { args: [1n] })
      await m.create('Copy', maker, 'copy', [kid], { contract: 'Kid' })`,
    made: { Copy: 3 },
  },
} as const

for (const [what, traces] of Object.entries(nodes)) {
  describe(`create on a node that ${what}`, function () {
    this.timeout(20_000)

    for (const [name, { body, made }] of Object.entries(cases)) {
      it(`finds ${name}`, async () => {
        await onNode(traces, `${maker}\n${body}`, async ({ migrate, connection }) => {
          const { contracts, files } = await migrate()
          const from = contracts.Maker ?? ''
          for (const [child, nonce] of Object.entries(made)) {
            expect(contracts[child], child).to.equal(getCreateAddress({ from, nonce }))
          }
          const [first] = files[0]?.recorded ?? []
          expect(first?.origin).to.include({ by: 'call', maker: from })
          expect(await connection.deployments.read()).to.have.nested.property(
            `contracts.${first?.name}.origin.transactionHash`,
          )
        })
      })
    }

    it('records what a constructor creates', async () => {
      const body = `await m.deploy('Maker', { creates: { First: { contract: 'Kid' }, Pup: {} } })
        const first = await m.deployed('First')
        if ((await m.read(first, 'n')) !== 0n) throw new Error('another one')`
      await onNode(traces, body, async ({ migrate }) => {
        const { contracts } = await migrate()
        const from = contracts.Maker ?? ''
        expect(contracts.First).to.equal(getCreateAddress({ from, nonce: 1 }))
        expect(contracts.Pup).to.equal(getCreateAddress({ from, nonce: 2 }))
      })
    })

    it('records what a constructor created at an address that was adopted', async () => {
      const body = `await m.deploy('Maker', { create3: { salt: 'm' }, creates: { Kid: {}, Pup: {} } })`
      await onNode(traces, body, async ({ migrate, connection }) => {
        const first = await migrate()
        await connection.deployments.clear()
        expect((await migrate()).contracts).to.deep.equal(first.contracts)
      })
    })

    it('finds what CREATE2 made, without what was undone', async () => {
      const body = `${maker}
        await m.create('Salted', maker, 'salted', ['0x${'7'.repeat(64)}'], { contract: 'Kid' })
        await m.create('Tried', maker, 'tried', [], { contract: 'Kid' })
        const kid = await m.deployed('Tried')
        if ((await m.read(kid, 'n')) !== 5n) throw new Error('another one')`
      await onNode(traces, body, async ({ migrate }) => {
        await migrate()
      })
    })

    const unclear = {
      'two of one code': "await m.create('A', maker, 'pair', [], { contract: 'Kid' })",
      'an event with two addresses':
        "await m.create('A', maker, 'told', [1n], { contract: 'Kid', event: 'Made' })",
      'an event that was not emitted':
        "await m.create('A', maker, 'silent', [1n], { contract: 'Kid', event: 'Made.kid' })",
      'an address without code':
        "await m.create('A', maker, 'none', [], { contract: 'Kid', event: 'Made.kid' })",
      nothing: "await m.create('A', maker, 'none', [], { contract: 'Kid' })",
    }
    for (const [name, body] of Object.entries(unclear)) {
      it(`asks which one is meant of ${name}, and does not send again`, async () => {
        await onNode(traces, `${maker}\n${body}`, async ({ migrate, connection }) => {
          const error = await failure('MIGRATION_CREATED_UNCLEAR', () => migrate())
          expect(error.data).to.include({ name: 'A' })
          const before = await connection.ethersProvider.getBlockNumber()
          await failure('MIGRATION_CREATED_UNCLEAR', () => migrate())
          expect(await connection.ethersProvider.getBlockNumber()).to.equal(before)
        })
      })
    }
  })
}

describe('create', function () {
  this.timeout(20_000)

  it('keeps what it recorded when its file goes on later', async () => {
    const body = `${maker}
      await m.create('A', maker, 'silent', [7n], { contract: 'Kid' })`
    await onNode(true, `${body}\nthrow new Error('later')`, async ({ migrate }) => {
      await failure('MIGRATION_FAILED', () => migrate())
      const report = await migrate({ '01_a': `${body}\nawait m.deploy('Pup')` })
      expect(report.totals).to.include({ deployments: 1, calls: 0 })
      expect(Object.keys(report.contracts)).to.deep.equal(['A', 'Maker', 'Pup'])
    })
  })

  it('records what a replaced contract creates in its turn', async () => {
    const body = `${maker}
      await m.create('A', maker, 'silent', [7n], { contract: 'Kid' })
      await m.call(maker, 'both', [], { creates: { Pup: {}, B: { contract: 'Kid' } } })`
    await onNode(true, body, async ({ migrate, project, connection }) => {
      const before = (await migrate()).contracts
      const { contracts, warnings } = await runMigrations(project, connection, {
        replace: ['Maker'],
      })
      const from = contracts.Maker ?? ''
      expect(from).not.to.equal(before.Maker)
      expect(contracts.A).to.equal(getCreateAddress({ from, nonce: 3 }))
      expect(contracts.B).to.equal(getCreateAddress({ from, nonce: 4 }))
      expect(contracts.Pup).to.equal(getCreateAddress({ from, nonce: 5 }))
      expect(warnings).to.deep.equal([])
    })
  })

  const refused = {
    MIGRATION_NAME_TAKEN: [
      "await m.create('Maker', maker, 'silent', [1n], { contract: 'Kid' })",
      `await m.create('A', maker, 'silent', [1n], { contract: 'Kid' })
       await m.create('A', maker, 'silent', [2n], { contract: 'Kid' })`,
    ],
    ARTIFACT_NOT_FOUND: ["await m.create('A', maker, 'silent', [1n])"],
  }
  for (const [code, bodies] of Object.entries(refused)) {
    for (const [at, body] of bodies.entries()) {
      it(`refuses before anything is sent: ${code} (${at})`, async () => {
        await onNode(true, `${maker}\n${body}`, async ({ migrate, connection }) => {
          await failure(code, () => migrate())
          const sent = body.split('\n').length
          expect(await connection.ethersProvider.getBlockNumber()).to.equal(sent)
        })
      })
    }
  }
})
