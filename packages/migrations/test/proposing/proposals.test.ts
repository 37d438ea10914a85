import { readFile } from 'node:fs/promises'
import type { Connection, DeploymentRecord, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import {
  concat,
  getAddress,
  Interface,
  solidityPacked,
  Transaction,
  Wallet,
  ZeroAddress,
} from 'ethers'
import type { ProposedTransaction } from '../../src/proposing/proposal.js'
import {
  type ProposeOptions,
  type ProposeResult,
  proposeMigrations,
} from '../../src/proposing/propose-migrations.js'
import { verifyJournal } from '../../src/records/verify-journal.js'
import type { MigrationReport } from '../../src/run/report.js'
import { type RunMigrationsOptions, runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { type FaultyNode, startFaultyNode } from '../support/faulty-node.js'
import { type Migrations, withProject, writeMigrations } from '../support/project-dir.js'

const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
/** An account of the node whose key the project does not have. */
const other = new Wallet('0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d')

const multisig = new Interface([
  'function execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)',
  'function relay(bytes)',
  'function multiSend(bytes)',
])

type Told = Pick<ProposedTransaction, 'to' | 'valueWei' | 'data'>

interface Setup {
  readonly node: FaultyNode
  readonly project: Project
  /** Address of the multisig. */
  readonly safe: string
  migrate(options?: RunMigrationsOptions): Promise<MigrationReport>
  propose(options?: ProposeOptions): Promise<ProposeResult>
  record(): Promise<DeploymentRecord>
  /** Has the multisig do it, as Safes do. */
  execute(...calls: readonly Told[]): Promise<string>
  /** As a module of a Safe does, so that only a trace tells. */
  relay(call: Told): Promise<string>
}

function asCall({ to = ZeroAddress, valueWei, data }: Told, operation = 0): string {
  const rest = [0, 0, 0, ZeroAddress, ZeroAddress, '0x']
  const args = [to, valueWei, data, operation, ...rest]
  return multisig.encodeFunctionData('execTransaction', args)
}

function packed(calls: readonly Told[]): string {
  const types = ['uint8', 'address', 'uint256', 'uint256', 'bytes']
  return concat(
    calls.map(({ to, valueWei, data }) =>
      solidityPacked(types, [0, to, valueWei, (data.length - 2) / 2, data]),
    ),
  )
}

async function send(node: FaultyNode, tx: object): Promise<string> {
  const from = other.address
  const params = [{ from, gas: '0x1e8480', ...tx }]
  return String(await node.chain.request({ method: 'eth_sendTransaction', params }))
}

async function deployAs(node: FaultyNode, data: string): Promise<string> {
  const hash = await send(node, { data })
  const params = [hash]
  const receipt = await node.chain.request({ method: 'eth_getTransactionReceipt', params })
  return String(Reflect.get(Object(receipt), 'contractAddress'))
}

async function withMultisig(
  migrations: (safe: string) => Migrations,
  action: (setup: Setup) => Promise<void>,
): Promise<void> {
  const node = await startFaultyNode({ chainId: 7777n })
  const config = `{ networks: { n: { url: '${node.url}', accounts: ['${key}'] } } }`
  try {
    await withProject({ config, migrations: {} }, async (project) => {
      const codeOf = async (name: string): Promise<string> =>
        (await project.artifacts.get(name)).bytecode
      const safe = getAddress(await deployAs(node, await codeOf('Multisig')))
      const several = await deployAs(node, await codeOf('Several'))
      await writeMigrations(project, migrations(safe))
      const connected = async <T>(run: (connection: Connection) => Promise<T>): Promise<T> => {
        const connection = await project.connect('n')
        return run(connection).finally(() => connection.close())
      }
      const path = `${project.config.paths.deployments}/n.json`
      const manySend = (calls: readonly Told[]): string =>
        asCall(
          {
            to: several,
            valueWei: 0n,
            data: multisig.encodeFunctionData('multiSend', [packed(calls)]),
          },
          1,
        )
      await action({
        node,
        project,
        safe,
        migrate: (options) =>
          connected((connection) => runMigrations(project, connection, options)),
        propose: (options) =>
          connected((connection) => proposeMigrations(project, connection, options)),
        record: async () => JSON.parse(await readFile(path, 'utf8')),
        execute: (...calls) => {
          const [first] = calls
          const data = calls.length === 1 && first ? asCall(first) : manySend(calls)
          return send(node, { to: safe, data })
        },
        relay: ({ to, data }) => {
          const coded = new Interface(['function c(address,bytes)']).encodeFunctionData('c', [
            to,
            data,
          ])
          const args = [`0x${coded.slice(10)}`]
          return send(node, { to: safe, data: multisig.encodeFunctionData('relay', args) })
        },
      })
    })
  } finally {
    await node.close()
  }
}

const owned = (safe: string): Migrations => ({
  '01_owned': `
    const owned = await m.deploy('Owned')
    await m.call(owned, 'transferOwnership', ['${safe}'])`,
  '02_back': `
    const owned = await m.deployed('Owned')
    await m.call(owned, 'transferOwnership', [m.accounts[0]], { from: '${safe}' })
    await m.call(owned, 'transferOwnership', ['${other.address}'])`,
})

function onlyProposal({ proposals }: ProposeResult): readonly ProposedTransaction[] {
  expect(proposals).to.have.length(1)
  return proposals[0]?.transactions ?? []
}

function statuses(record: DeploymentRecord, file: string): readonly string[] {
  return Object.values(record.migrations[file]?.steps ?? {}).map(({ status }) => status)
}

describe('proposeMigrations', function () {
  this.timeout(60_000)

  it('sends what is ours, proposes what comes next, and goes on when that has happened', () =>
    withMultisig(owned, async ({ safe, migrate, propose, record, execute }) => {
      const proposed = await propose()
      const [first, ...more] = onlyProposal(proposed)
      expect(more).to.deep.equal([])
      expect(first).to.include({ from: safe, file: '02_back', valueWei: 0n, unsigned: undefined })
      expect(proposed.proposals[0]).to.include({ sender: 'safe' })
      expect(proposed.report.status).to.equal('proposed')
      expect(proposed.report.files.map(({ status }) => status)).to.deep.equal([
        'migrated',
        'proposed',
      ])
      expect(statuses(await record(), '02_back')).to.deep.equal(['proposed'])
      const hash = await execute(first as ProposedTransaction)
      const report = await migrate()
      expect(report.files[1]?.steps.map(({ status }) => status)).to.deep.equal(['kept', 'done'])
      expect(report.files[1]?.steps[0]?.transactionHash).to.equal(hash)
      expect((await migrate()).status).to.equal('up-to-date')
    }))

  it('waits as long as nothing has happened, and sends nothing meanwhile', () =>
    withMultisig(owned, async ({ node, migrate, propose, record, execute }) => {
      const [first] = onlyProposal(await propose())
      const before = JSON.stringify(await record())
      const sent = node.methods.filter((method) => method === 'eth_sendRawTransaction').length
      await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
      expect(JSON.stringify(await record())).to.equal(before)
      expect(onlyProposal(await propose())[0]).to.deep.include({ data: first?.data, to: first?.to })
      // On a copy it goes on as if it had.
      expect((await migrate({ dryRun: true })).status).to.equal('migrated')
      expect(node.methods.filter((method) => method === 'eth_sendRawTransaction').length).to.equal(
        sent,
      )
      await execute(first as ProposedTransaction)
      await migrate()
    }))

  const twice = (safe: string): Migrations => ({
    '01_token': `
      const token = await m.deploy('Token', { args: ['Gold', 1n] })
      const mint = () => m.call(token, 'mint', ['${safe}', 5n], { from: '${safe}' })
      await mint()
      await mint()
      await m.call(token, 'mint', ['${safe}', 7n], { from: '${safe}' })`,
  })

  it('finds several in one transaction, and each as often as it happened', () =>
    withMultisig(twice, async ({ migrate, propose, record, execute }) => {
      const [one, two, three] = onlyProposal(await propose()) as ProposedTransaction[]
      if (one === undefined || two === undefined || three === undefined) expect.fail('three')
      await execute(one, three)
      await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
      const done = ['confirmed', 'confirmed', 'proposed', 'confirmed']
      expect(statuses(await record(), '01_token')).to.deep.equal(done)
      expect(onlyProposal(await propose())).to.have.length(1)
      await execute(two)
      await migrate()
    }))

  it('leaves a record that verifies, and that outlives a reorganisation', () =>
    withMultisig(owned, async ({ node, migrate, propose, record, execute }) => {
      const problems = async (): Promise<readonly string[]> => {
        const report = await verifyJournal(await record(), node.chain)
        return report.problems.map(({ code }) => code)
      }
      const [first] = onlyProposal(await propose()) as ProposedTransaction[]
      if (first === undefined) expect.fail('one')
      expect(await problems()).to.deep.equal(['step-open'])
      const id = await node.chain.request({ method: 'evm_snapshot' })
      await execute(first)
      await migrate()
      expect(await problems()).to.deep.equal([])
      await node.chain.request({ method: 'evm_revert', params: [id] })
      await node.chain.request({ method: 'hardhat_mine', params: ['0x10'] })
      await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
      expect(await problems()).to.include('step-open')
      await execute(first)
      await migrate()
      expect(await problems()).to.deep.equal([])
    }))

  it('does not count what happened before, failed, or was something else', () =>
    withMultisig(twice, async ({ safe, migrate, propose, execute, record }) => {
      const [one] = onlyProposal(await propose()) as ProposedTransaction[]
      if (one === undefined) expect.fail('one')
      await execute({ ...one, valueWei: 1n })
      await execute({ ...one, to: safe })
      await execute({ ...one, data: one.data.replace(/5$/, '6') })
      await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
      expect(statuses(await record(), '01_token').slice(1)).to.deep.equal(Array(3).fill('proposed'))
      await execute(one)
      await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
      // Proposed anew, the earlier execution is past.
      await propose()
      await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
      expect(statuses(await record(), '01_token').slice(1)).to.have.members([
        ...['confirmed', 'proposed', 'proposed'],
      ])
    }))

  it('finds by a trace what the input does not tell', () =>
    withMultisig(owned, async ({ migrate, propose, relay }) => {
      const [first] = onlyProposal(await propose()) as ProposedTransaction[]
      await relay(first as ProposedTransaction)
      await migrate()
    }))

  it('takes the word of the user where nothing tells, and not for anything', () =>
    withMultisig(owned, async ({ node, migrate, propose, relay, execute }) => {
      const [first] = onlyProposal(await propose()) as ProposedTransaction[]
      if (first === undefined) expect.fail('one')
      node.fault = (method) => (method.startsWith('debug_') ? { refuse: 'no traces' } : undefined)
      const wrong = (await execute({ ...first, valueWei: 1n })) as `0x${string}`
      const hash = (await relay(first)) as `0x${string}`
      await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
      const none = `0x${'ab'.repeat(32)}` as const
      for (const it of [wrong, none]) {
        await failure('MIGRATION_NOT_EXECUTED', () => migrate({ executed: [it] }))
      }
      await migrate({ executed: [hash] })
    }))

  it('refuses contracts that a contract should create by itself', () =>
    withMultisig(
      (safe) => ({ '01_a': `await m.deploy('Owned', { from: '${safe}' })` }),
      async ({ propose }) => {
        const error = await failure('MIGRATION_PROPOSAL_DEPLOYMENT', () => propose())
        expect(error.message).to.include('deploy Owned')
      },
    ))

  it('proposes them at places known in advance', () =>
    withMultisig(
      (safe) => ({
        '01_a': `
          const owned = await m.deploy('Owned', { from: '${safe}', salt: 'a' })
          await m.deploy('Token', { args: ['Gold', 1n] })`,
      }),
      async ({ migrate, propose, record, execute }) => {
        const calls = onlyProposal(await propose())
        expect((await record()).contracts).not.to.have.property('Owned')
        const hash = await execute(...calls)
        await migrate()
        const { Owned: found } = (await record()).contracts
        expect(found).to.include({ transactionHash: hash, migration: '01_a' })
        expect(found?.origin).to.include({ by: 'create2' })
      },
    ))

  it('says who has to sign, where nothing is to be proposed', () =>
    withMultisig(owned, async ({ migrate, safe }) => {
      const error = await failure('MIGRATION_SIGNER_MISSING', () => migrate())
      expect(error.message).to.include(safe)
      expect(error.hint).to.include('--propose')
    }))

  it('says why a call is refused before it asks who signs it', () =>
    withMultisig(
      (safe) => ({
        '01_a': `const owned = await m.deploy('Owned')
          await m.call(owned, 'transferOwnership', ['${safe}'], { from: '${safe}' })`,
      }),
      async ({ migrate, propose }) => {
        const error = await failure('MIGRATION_REVERTED', () => migrate())
        expect(error.message).to.include('NotOwner')
        await failure('MIGRATION_REVERTED', () => propose())
      },
    ))

  it('tells Safes from other contracts', () =>
    withMultisig(
      () => ({
        '01_a': `const token = await m.deploy('Token', { args: ['Gold', 1n] })
          await m.call(token, 'mint', [m.accounts[0], 1n], { from: await token.getAddress() })`,
      }),
      async ({ propose }) => {
        const { proposals } = await propose()
        expect(proposals.map(({ sender }) => sender)).to.deep.equal(['contract'])
      },
    ))

  it('has nothing to propose where everything is ours', () =>
    withMultisig(
      () => ({ '01_a': `await m.deploy('Owned')` }),
      async ({ propose, migrate }) => {
        const { proposals, report } = await propose()
        expect(proposals).to.deep.equal([])
        expect(report.status).to.equal('migrated')
        expect((await migrate()).status).to.equal('up-to-date')
      },
    ))

  describe('for a plain account', () => {
    const cold = (): Migrations => ({
      '01_a': `
        const from = '${other.address}'
        const owned = await m.deploy('Owned', { from })
        await m.call(owned, 'transferOwnership', [m.accounts[0]], { from, gasLimit: 99_000n })
        await m.call(owned, 'transferOwnership', [from])`,
    })

    const signAndSend = async (node: FaultyNode, proposed: ProposedTransaction): Promise<void> => {
      const raw = proposed.unsigned?.serialized ?? '0x'
      const tx = Transaction.from(raw)
      tx.signature = other.signingKey.sign(tx.unsignedHash)
      expect(tx).to.include({ chainId: 7777n, nonce: proposed.unsigned?.nonce, type: 2 })
      const params = [tx.serialized]
      await node.chain.request({ method: 'eth_sendRawTransaction', params })
    }

    it('gives transactions to sign, and goes on when they are mined', () =>
      withMultisig(cold, async ({ node, migrate, propose, record }) => {
        const calls = onlyProposal(await propose())
        expect(calls.map(({ to }) => to === undefined)).to.deep.equal([true, false])
        expect(calls[1]?.unsigned?.gasLimit).to.equal(99_000n)
        await failure('MIGRATION_PROPOSAL_PENDING', () => migrate())
        for (const call of calls) await signAndSend(node, call)
        const report = await migrate()
        expect(report.files[0]?.steps.map(({ status }) => status)).to.deep.equal([
          ...['kept', 'kept', 'done'],
        ])
        const { Owned: found } = (await record()).contracts
        expect(found?.address).to.equal(report.files[0]?.steps[0]?.address)
      }))

    it('proposes anew what cannot be sent any more', () =>
      withMultisig(cold, async ({ node, migrate, propose }) => {
        onlyProposal(await propose())
        await send(node, { to: other.address })
        await failure('MIGRATION_SIGNER_MISSING', async () => {
          // This node would send for its own account.
          node.fault = (method) =>
            method === 'eth_sendTransaction' ? { refuse: 'unknown account' } : undefined
          await migrate()
        })
        for (const call of onlyProposal(await propose())) await signAndSend(node, call)
        await migrate()
      }))
  })

  it('sends what was only printed, if nobody else did', () =>
    withMultisig(
      () => ({
        '01_a': `await m.deploy('Owned'); await m.deploy('Token', { args: ['Gold', 1n] })`,
      }),
      async ({ node, migrate, propose, record }) => {
        const [deployment] = onlyProposal(await propose({ scope: 'all' }))
        const tx = Transaction.from(deployment?.unsigned?.serialized ?? '0x')
        tx.signature = new Wallet(key).signingKey.sign(tx.unsignedHash)
        await node.chain.request({ method: 'eth_sendRawTransaction', params: [tx.serialized] })
        const report = await migrate()
        expect(report.files[0]?.steps.map(({ status }) => status)).to.deep.equal(['kept', 'done'])
        const steps = Object.values((await record()).migrations['01_a']?.steps ?? {})
        expect(steps.map(({ nonce, status }) => [nonce, status])).to.deep.equal([
          [0, 'confirmed'],
          [1, 'confirmed'],
        ])
        expect(JSON.stringify(steps)).not.to.include('makes')
      },
    ))

  it('sends nothing when everything is to be printed, and goes on after it', () =>
    withMultisig(owned, async ({ node, safe, migrate, propose, execute }) => {
      const { proposals, report } = await propose({ scope: 'all' })
      expect(node.methods).not.to.include('eth_sendRawTransaction')
      expect(report.status).to.equal('proposed')
      expect(proposals.map(({ from }) => from)).to.deep.equal([
        ...[new Wallet(key).address, safe, new Wallet(key).address],
      ])
      for (const { transactions, sender } of proposals) {
        if (sender === 'safe') await execute(...transactions)
        else {
          for (const { unsigned } of transactions) {
            const tx = Transaction.from(unsigned?.serialized ?? '0x')
            tx.signature = new Wallet(key).signingKey.sign(tx.unsignedHash)
            const params = [tx.serialized]
            await node.chain.request({ method: 'eth_sendRawTransaction', params })
          }
        }
      }
      const after = await migrate()
      const done = after.files.flatMap(({ steps }) => steps.map(({ status }) => status))
      expect(done).to.deep.equal(Array(4).fill('kept'))
    }))
})
