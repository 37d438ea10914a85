import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSilentReporter } from '@scaffold-evm/common'
import { createSolcProvider, createSolcRunner } from '@scaffold-evm/compiler'
import type { Connection, DeploymentRecord, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import { Contract, getCreate2Address, id, keccak256 } from 'ethers'
import { create2Deployer, deployerSigner } from '../src/internal/deterministic/create2-deployer.js'
import { create3FactoryCode } from '../src/internal/deterministic/create3-factory.js'
import { create3FactoryAddress } from '../src/internal/deterministic/predict-address.js'
import type { MigrationReport } from '../src/run/report.js'
import { type RunMigrationsOptions, runMigrations } from '../src/run/run-migrations.js'
import { failure } from './support/expect-code.js'
import { type FaultyNode, startFaultyNode } from './support/faulty-node.js'
import { type Migrations, withProject, writeMigrations } from './support/project-dir.js'

const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const packageRoot = fileURLToPath(new URL('../..', import.meta.url))

interface Setup {
  readonly node: FaultyNode
  readonly project: Project
  readonly connection: Connection
  migrate(migrations?: Migrations, options?: RunMigrationsOptions): Promise<MigrationReport>
  /** As on a network where nobody deployed it. */
  removeDeployer(): Promise<void>
}

async function onNode<T>(
  migrations: Migrations,
  action: (setup: Setup) => Promise<T>,
  options: Parameters<typeof startFaultyNode>[0] = {},
): Promise<T> {
  const node = await startFaultyNode(options)
  const config = `{ networks: { n: { url: '${node.url}', accounts: ['${key}'] } } }`
  try {
    return await withProject({ config, migrations }, async (project) => {
      const connection = await project.connect('n')
      return action({
        node,
        project,
        connection,
        migrate: async (changed = {}, given = {}) => {
          await writeMigrations(project, changed)
          return runMigrations(project, connection, given)
        },
        removeDeployer: async () => {
          await node.chain.request({ method: 'anvil_setCode', params: [create2Deployer, '0x'] })
          await node.chain.request({ method: 'anvil_setNonce', params: [create2Deployer, '0x0'] })
        },
      }).finally(() => connection.close())
    })
  } finally {
    await node.close()
  }
}

async function recordOf(connection: Connection): Promise<DeploymentRecord> {
  return (await connection.deployments.read()) ?? expect.fail('no record')
}

const child = `
  const options = { args: [m.accounts[0]], salt: 'child' }
  m.log(await m.addressOf('Child', options))
  await m.deploy('Child', options)`

describe('deploy with a salt', function () {
  this.timeout(20_000)

  it('puts a contract where ethers says that CREATE2 puts it', async () => {
    await onNode({ '01_a': child }, async ({ migrate, connection }) => {
      const report = await migrate()
      const factory = await connection.factory('Child')
      const [owner = ''] = await connection.accounts()
      const { data = '' } = (await factory.getDeployTransaction(owner)) as { data?: string }
      const expected = getCreate2Address(create2Deployer, id('child'), keccak256(data))
      expect(report.contracts.Child).to.equal(expected)
      const [step] = report.files[0]?.steps ?? []
      expect(step).to.include({ kind: 'deploy', address: expected, status: 'done', name: 'Child' })
      const { contracts } = await recordOf(connection)
      expect(contracts.Child?.origin).to.deep.equal({
        by: 'create2',
        maker: create2Deployer,
        salt: id('child'),
      })
      expect(contracts.Child?.transactionHash).to.match(/^0x/)
    })
  })

  it('has one address on chains of different ids, by CREATE2 and by CREATE3', async () => {
    const migrations = {
      '01_a': `
        await m.deploy('MathLib', { id: 'Nonce' })
        await m.deploy('MathLib', { salt: 'lib' })
        await m.deploy('UsesLib', { args: [21n], salt: 'uses' })
        await m.deploy('Token', { args: ['Gold', m.chainId], create3: { salt: 'token' } })
        await m.deploy('Token', { id: 'Shared', args: ['Gold', m.chainId], create3: { salt: 'token', guard: 'none' } })`,
    }
    const found: Record<string, string>[] = []
    for (const chainId of [31337, 5, 77]) {
      const run = async ({ migrate, connection }: Setup): Promise<void> => {
        // Other nonces, other addresses: only salts count.
        const signer = await connection.signer()
        if (chainId === 5) await (await signer.sendTransaction({ to: signer.address })).wait()
        const { contracts } = await migrate()
        found.push(contracts)
        const token = new Contract(
          contracts.Token ?? '',
          ['function supply() view returns (uint256)'],
          connection.ethersProvider,
        )
        expect(await token.getFunction('supply')()).to.equal(BigInt(chainId))
      }
      await onNode(migrations, run, { chainId })
    }
    const [first = {}, second, third = {}] = found
    for (const name of ['MathLib', 'UsesLib', 'Token', 'Shared']) {
      expect(second?.[name], name).to.equal(first[name])
      expect(third[name], name).to.equal(first[name])
    }
    expect(second?.Nonce).not.to.equal(first.Nonce)
    expect(first.Token).not.to.equal(first.Shared)
  })

  it('deploys the deployer where there is none, by its own transaction, once', async () => {
    const two = { '01_a': child, '02_b': "await m.deploy('MathLib', { create3: { salt: 1n } })" }
    await onNode(two, async ({ migrate, connection, removeDeployer }) => {
      await removeDeployer()
      const report = await migrate()
      expect(report.files.flatMap((file) => file.steps.map((step) => step.id))).to.deep.equal([
        'fund CREATE2 deployer',
        'deploy CREATE2 deployer',
        'deploy Child',
        'deploy CREATE3 factory',
        'deploy MathLib',
      ])
      const code = await connection.ethersProvider.getCode(create2Deployer)
      expect(keccak256(code)).to.equal(
        '0x2fa86add0aed31f33a762c9d88e807c475bd51d0f52bd0955754b2608f7e4989',
      )
      expect(await connection.ethersProvider.getTransactionCount(deployerSigner)).to.equal(1)
      expect(await migrate()).to.include({ status: 'up-to-date' })
    })
  })

  for (const fault of ['lost', 'answer-lost'] as const) {
    for (let at = 0; at < 5; at++) {
      it(`gets over transaction ${at + 1} being ${fault}`, async () => {
        const body = `
          await m.deploy('Child', { args: [m.accounts[0]], salt: 'child' })
          await m.deploy('MathLib', { create3: { salt: 'lib' } })`
        await onNode({ '01_a': body }, async ({ node, migrate, connection, removeDeployer }) => {
          await removeDeployer()
          node.fault = (method, count) =>
            method === 'eth_sendRawTransaction' && count === at ? fault : undefined
          const report = await migrate()
          expect(report.warnings).to.deep.equal([])
          expect(report.files[0]?.steps.map((step) => step.id)).to.deep.equal([
            'fund CREATE2 deployer',
            'deploy CREATE2 deployer',
            'deploy Child',
            'deploy CREATE3 factory',
            'deploy MathLib',
          ])
          const [owner = ''] = await connection.accounts()
          expect(await connection.ethersProvider.getTransactionCount(owner)).to.equal(4)
        })
      })
    }
  }

  it('deploys the deployer once for steps at the same time', async () => {
    const body = `await Promise.all([
      m.deploy('MathLib', { salt: 'a' }),
      m.deploy('Factory', { salt: 'a' }),
      m.deploy('Child', { args: [m.accounts[0]], create3: { salt: 'a' } }),
      m.deploy('Token', { args: ['A', 1n], create3: { salt: 'b' } }),
    ])`
    await onNode({ '01_a': body }, async ({ migrate, removeDeployer, connection }) => {
      await removeDeployer()
      const { totals, contracts } = await migrate()
      expect(totals).to.include({ deployments: 6, calls: 1 })
      for (const address of Object.values(contracts)) {
        expect(await connection.ethersProvider.getCode(address)).not.to.equal('0x')
      }
    })
  })

  it('adopts what is at the address already, and sends nothing', async () => {
    const both = `${child}
      await m.deploy('MathLib', { create3: { salt: 'lib' } })`
    await onNode({ '01_a': both }, async ({ migrate, connection }) => {
      const first = await migrate()
      await connection.deployments.clear()
      const before = await connection.ethersProvider.getBlockNumber()
      const report = await migrate()
      expect(report.totals).to.include({ deployments: 0, calls: 0 })
      expect(report.contracts).to.deep.equal(first.contracts)
      expect(await connection.ethersProvider.getBlockNumber()).to.equal(before)
      expect(report.files[0]?.recorded.map(({ name, origin }) => [name, origin?.by])).to.deep.equal(
        [
          ['Child', 'create2'],
          ['MathLib', 'create3'],
        ],
      )
      const { contracts } = await recordOf(connection)
      expect(contracts.Child?.origin).to.include({ isAdopted: true })
      // Further steps of a file that adopted something, on its next run.
      await migrate({ '01_a': `${both}\nawait m.deploy('Factory')` }, { reset: true })
    })
  })

  it('keeps what it adopted when the file goes on later', async () => {
    await onNode({ '01_a': child }, async ({ migrate, connection }) => {
      await migrate()
      await connection.deployments.clear()
      await failure('MIGRATION_FAILED', () => migrate({ '01_a': `${child}\nthrow new Error('x')` }))
      const report = await migrate({ '01_a': `${child}\nawait m.deploy('Factory')` })
      expect(Object.keys(report.contracts)).to.deep.equal(['Child', 'Factory'])
    })
  })

  it('does not take other code at the address of CREATE3 for its own', async () => {
    const migrations = { '01_a': "await m.deploy('MathLib', { create3: { salt: 'x' } })" }
    await onNode(migrations, async ({ migrate, connection }) => {
      await migrate()
      await connection.deployments.clear()
      const other = { '01_a': "await m.deploy('Factory', { create3: { salt: 'x' } })" }
      const error = await failure('MIGRATION_ADDRESS_TAKEN', () => migrate(other))
      expect(error.data).to.include({ name: 'Factory' })
    })
  })

  it('passes value on, and takes the same code with other arguments for the same contract', async () => {
    const deploy = (options: string): string =>
      `await m.deploy('Child', { args: [m.accounts[0]], valueWei: 5n, ${options} })`
    await onNode({ '01_a': deploy("create3: { salt: 'x' }") }, async ({ migrate, connection }) => {
      const { contracts } = await migrate()
      expect(await connection.ethersProvider.getBalance(contracts.Child ?? '')).to.equal(5n)
      const again = { '02_b': deploy("id: 'Other', create3: { salt: 'x' }") }
      expect((await migrate(again)).contracts.Other).to.equal(contracts.Child)
    })
  })

  for (const option of ["create3: { salt: 'x' }", "salt: 'x'"]) {
    it(`tells why a constructor failed, with { ${option} }`, async () => {
      const body = `await m.deploy('MathLib')
        await m.deploy('UsesLib', { args: [2n ** 255n], ${option} })`
      await onNode({ '01_a': body }, async ({ migrate }) => {
        const error = await failure('MIGRATION_REVERTED', () => migrate())
        expect(error.data?.reason).to.match(/overflow/)
      })
    })
  }

  it('warns of a contract that belongs to what made it', async () => {
    const body = `await m.deploy('Child', { args: ['${create2Deployer}'], salt: 'c' })`
    await onNode({ '01_a': body }, async ({ migrate }) => {
      const { warnings } = await migrate()
      expect(warnings).to.have.length(1)
      expect(warnings[0]).to.include(`Child belongs to ${create2Deployer}`)
    })
  })

  it('explains networks that refuse transactions without a chain id', async () => {
    await onNode({ '01_a': child }, async ({ node, migrate, removeDeployer }) => {
      await removeDeployer()
      const refuse = 'only replay-protected (EIP-155) transactions allowed over RPC'
      node.fault = (method, count) =>
        method === 'eth_sendRawTransaction' && count === 1 ? { refuse } : undefined
      const error = await failure('MIGRATION_DEPLOYER_REFUSED', () => migrate())
      expect(error.data?.reason).to.include('EIP-155')
    })
  })

  it('does not begin with the deployer where its gas price is too low', async () => {
    const rich = { baseFeePerGasWei: 200_000_000_000n } as const
    await onNode({ '01_a': child }, async ({ migrate, removeDeployer, node }) => {
      await removeDeployer()
      await node.chain.request({
        method: 'anvil_setNextBlockBaseFeePerGas',
        params: [`0x${rich.baseFeePerGasWei.toString(16)}`],
      })
      await node.chain.request({ method: 'evm_mine', params: [] })
      await failure('MIGRATION_DEPLOYER_REFUSED', () => migrate())
      expect(node.methods.filter((method) => /send/.test(method))).to.deep.equal([])
    })
  })

  const wrong = [
    ["salt: '0x12'", 'MIGRATION_PLACEMENT_INVALID'],
    ["salt: ''", 'MIGRATION_PLACEMENT_INVALID'],
    ['salt: -1n', 'MIGRATION_PLACEMENT_INVALID'],
    ['salt: 2n ** 256n', 'MIGRATION_PLACEMENT_INVALID'],
    ["salt: 'a', create3: { salt: 'a' }", 'MIGRATION_PLACEMENT_INVALID'],
    ["create3: { salt: 'a', guard: 'me' }", 'MIGRATION_PLACEMENT_INVALID'],
    ["create2: { salt: 'a', deployer: 'here' }", 'MIGRATION_PLACEMENT_INVALID'],
    [`create2: { salt: 'a', deployer: '0x${'1'.repeat(40)}' }`, 'MIGRATION_DEPLOYER_MISSING'],
    // A contract, and no deployer.
    [
      "create2: { salt: 'a', deployer: (await m.deployed('Factory')).target }",
      'MIGRATION_REVERTED',
    ],
  ] as const
  for (const [options, code] of wrong) {
    it(`refuses { ${options} }`, async () => {
      const migrations = {
        '01_a': "await m.deploy('Factory')",
        '02_b': `await m.deploy('MathLib', { ${options} })`,
      }
      await onNode(migrations, async ({ migrate }) => {
        await failure(code, () => migrate())
      })
    })
  }

  it('asks for a salt to compute an address', async () => {
    await onNode({ '01_a': "await m.addressOf('MathLib', {})" }, async ({ migrate }) => {
      await failure('MIGRATION_PLACEMENT_INVALID', () => migrate())
    })
  })

  it('plans it on a copy, and gives the same addresses', async () => {
    const body = `${child}
      await m.deploy('MathLib', { create3: { salt: 'lib' } })`
    await onNode({ '01_a': body }, async ({ migrate, removeDeployer }) => {
      await removeDeployer()
      const dry = await migrate({}, { dryRun: true })
      const real = await migrate()
      expect(dry.contracts).to.deep.equal(real.contracts)
      expect(dry.files[0]?.steps.map((step) => step.id)).to.deep.equal(
        real.files[0]?.steps.map((step) => step.id),
      )
    })
  })
})

describe('Create3Factory', function () {
  this.timeout(30_000)

  it('is what its source compiles to', async () => {
    const file = join(packageRoot, 'contracts/Create3Factory.sol')
    const root = dirname(createRequire(import.meta.url).resolve('solc/package.json'))
    const provider = createSolcProvider({ root, reporter: createSilentReporter() })
    const runner = createSolcRunner({ workers: 1 })
    const output = await runner.run({
      language: 'Solidity',
      settings: {
        optimizer: { enabled: true, runs: 200 },
        evmVersion: 'london',
        metadata: { appendCBOR: false },
      },
      sources: { 'Create3Factory.sol': await readFile(file, 'utf8') },
      release: await provider.resolve('0.8.37', 'a test'),
      targets: ['Create3Factory.sol'],
      outputs: { file: [], contract: ['evm.bytecode.object'] },
    })
    await runner.close()
    const { evm } = output.contracts?.['Create3Factory.sol']?.Create3Factory ?? {}
    expect(`0x${evm?.bytecode?.object}`).to.equal(create3FactoryCode)
  })

  it('stays where it is', () => {
    expect(create3FactoryAddress()).to.equal('0x371C612BA177f261eccCc1c01aC296BcD4e6d485')
  })
})
