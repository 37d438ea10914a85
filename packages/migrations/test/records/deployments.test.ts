import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDevchain, type Devchain, type DevchainServer } from '@scaffold-evm/devchain'
import { type DeploymentRecord, loadProject, type Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import {
  collectExport,
  type ExportFormat,
  formatExport,
  importDeployments,
  type NetworkStatus,
  readStatus,
} from '../../src/deployments.js'
import { runMigrations } from '../../src/run/run-migrations.js'
import { failure } from '../support/expect-code.js'
import { withTempDir } from '../support/temp-dir.js'

const nodeModules = fileURLToPath(new URL('../../../../../node_modules', import.meta.url))

const files = (url: string) => ({
  'scaffold.config.mjs': `export default {
    solidity: '0.8.37', networks: { net: { url: '${url}' }, other: { url: '${url}' } },
  }`,
  'contracts/Token.sol': `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.0;
    library Sums { function plus(uint256 a, uint256 b) external pure returns (uint256) { return a + b; } }
    contract Token {
      string public name; uint256 public immutable born = block.number;
      struct Order { address to; uint256[] amounts; }
      event Moved(address indexed from, uint256 value); error Refused(string why, Order order);
      constructor(string memory _name) { name = _name; }
      function move(Order calldata order) external returns (uint256) { emit Moved(msg.sender, 1); return Sums.plus(order.amounts[0], 1); }
    }
    contract Box { uint256 public value; function initialize(uint256 start) external { require(value == 0); value = start; } }`,
  'migrations/01_token.mjs': `export default async (m) => {
    await m.deploy('Sums')
    await m.deploy('Token', { args: ["It's \\\\ gold"] })
    await m.deploy('Token', { id: 'Spare-Token', args: ['Spare'] })
    await m.deployProxy('Box', { args: [7] })
  }`,
})

describe('deployments', function () {
  this.timeout(60_000)
  let compiled: string
  let chain: Devchain
  let server: DevchainServer

  before(async () => {
    compiled = await mkdtemp(join(tmpdir(), 'scaffold-deployments-'))
    await withTempDir(files('http://x'), async (cwd) => {
      const project = await loadProject({ cwd })
      await project.compile()
      // What stands before implementations is compiled once, too.
      const connection = await project.connect()
      await runMigrations(project, connection)
      await connection.close()
      await project.close()
      for (const name of ['artifacts', 'cache']) {
        await cp(join(cwd, name), join(compiled, name), { recursive: true })
      }
    })
  })
  after(() => rm(compiled, { recursive: true }))

  beforeEach(async () => {
    chain = await createDevchain({ chainId: 4242n })
    server = await chain.listen({ port: 0 })
  })
  afterEach(async () => {
    await server.close()
    await chain.close()
  })

  interface Migrated {
    readonly project: Project
    record(network?: string): Promise<DeploymentRecord>
    migrate(network?: string): Promise<void>
    change(from: string, to: string): Promise<void>
    import(options?: Parameters<typeof importDeployments>[2]): ReturnType<typeof importDeployments>
  }

  async function migrated(action: (on: Migrated) => Promise<void>): Promise<void> {
    await withTempDir(files(server.url), async (cwd) => {
      await cp(compiled, cwd, { recursive: true })
      const project = await loadProject({ cwd })
      const on = async <T>(
        network: string,
        use: (c: Awaited<ReturnType<Project['connect']>>) => Promise<T>,
      ) => {
        const connection = await project.connect(network)
        return use(connection).finally(() => connection.close())
      }
      const migrate = (network = 'net'): Promise<void> =>
        on(network, async (connection) => void (await runMigrations(project, connection)))
      await migrate()
      await action({
        project,
        migrate,
        record: async (network = 'net') =>
          JSON.parse(await readFile(join(cwd, `deployments/${network}.json`), 'utf8')),
        async change(from, to) {
          const path = join(cwd, 'contracts/Token.sol')
          await writeFile(path, (await readFile(path, 'utf8')).replace(from, to))
          await project.compile()
        },
        import: (options) =>
          on('other', (connection) => importDeployments(project, connection, options)),
      })
      await project.close()
    })
  }

  async function exported(project: Project, format: ExportFormat): Promise<Record<string, string>> {
    const { networks } = await collectExport(project)
    return Object.fromEntries(formatExport(networks, format).map(({ path, text }) => [path, text]))
  }

  it('exports modules from which viem and wagmi infer types', () =>
    migrated(async ({ project, record }) => {
      const folder = join(project.root, 'web')
      await mkdir(folder)
      await symlink(nodeModules, join(folder, 'node_modules'))
      const ts = await exported(project, 'ts')
      const wagmi = await exported(project, 'wagmi')
      await writeFile(join(folder, 'deployments.ts'), ts['deployments.ts'] ?? '')
      await writeFile(join(folder, 'generated.ts'), wagmi['generated.ts'] ?? '')
      const { address } = (await record()).contracts['Token'] ?? expect.fail()
      await writeFile(
        join(folder, 'check.ts'),
        `import type { Abi, AbiParametersToPrimitiveTypes, ExtractAbiFunction, ExtractAbiErrorNames } from 'abitype'
import { deployments } from './deployments.js'
import { boxConfig, spareTokenAddress, tokenAbi, tokenAddress, tokenConfig } from './generated.js'
const abis: readonly Abi[] = [tokenAbi, boxConfig.abi, deployments.net.contracts['Spare-Token'].abi]
const named: '${address}' = deployments.net.contracts.Token.address
const on: { readonly 4242: \`0x\${string}\` } = tokenAddress
const chain: 4242 = deployments.net.chainId
type Inputs = AbiParametersToPrimitiveTypes<ExtractAbiFunction<typeof tokenConfig.abi, 'move'>['inputs']>
const inputs: Inputs = [{ to: named, amounts: [1n] }]
const error: ExtractAbiErrorNames<typeof tokenAbi> = 'Refused'
// @ts-expect-error there is no such function
type Nothing = ExtractAbiFunction<typeof tokenAbi, 'burn'>['inputs'] extends readonly unknown[] ? never : Nothing
export { abis, on, chain, inputs, error, spareTokenAddress }
`,
      )
      const tsc = join(nodeModules, '.bin/tsc')
      const flags = [
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        '--module',
        'nodenext',
        '--target',
        'es2022',
      ]
      execFileSync(tsc, [...flags, 'check.ts'], { cwd: folder, stdio: 'pipe' })
    }))

  it('exports JSON with the ABI of what was deployed, whatever became of the source', () =>
    migrated(async ({ project, change }) => {
      const before = JSON.parse((await exported(project, 'json'))['deployments.json'] ?? '')
      expect(before.net.chainId).to.equal(4242)
      expect(Object.keys(before.net.contracts)).to.deep.equal([
        'Box',
        'Spare-Token',
        'Sums',
        'Token',
      ])
      await change('function move(', 'function burn() external {} function move(')
      expect(JSON.parse((await exported(project, 'json'))['deployments.json'] ?? '')).to.deep.equal(
        before,
      )
    }))

  it('exports and looks at diamonds with their facets', () =>
    migrated(async ({ project, record }) => {
      const written = await record()
      const {
        Box: box = expect.fail(),
        Token: token = expect.fail(),
        Sums: sums = expect.fail(),
      } = written.contracts
      const { codeDigest = '0x' } = box.proxy ?? {}
      const facet = {
        address: box.address,
        contract: 'contracts/Token.sol:Box',
        codeDigest,
        selectors: [],
      }
      const diamond = { version: 1, migration: '01_token', facets: { Box: facet } }
      const contracts = { Token: { ...token, diamond }, Sums: sums }
      const path = join(project.config.paths.deployments, 'net.json')
      await writeFile(path, JSON.stringify({ ...written, contracts }))
      const { net } = JSON.parse((await exported(project, 'json'))['deployments.json'] ?? '')
      const names = net.contracts.Token.abi.map(({ name }: { name?: string }) => name)
      expect(names).to.include.members(['move', 'initialize', 'value'])
      const [status] = await readStatus(project, { offline: true })
      expect(status?.contracts.map(({ code }) => code)).to.deep.equal(['same', 'same'])
    }))

  it('takes over what hardhat-deploy keeps, as exports write it', () =>
    migrated(async ({ project, record, import: take }) => {
      for (const [path, text] of Object.entries(await exported(project, 'hardhat-deploy'))) {
        const target = join(project.config.paths.deployments, path.replace(/^net\//, 'other/'))
        await mkdir(dirname(target), { recursive: true })
        await writeFile(target, text)
      }
      const report = await take({ completed: 1 })
      expect(report.notes).to.deep.equal([])
      expect(report.migrations).to.deep.equal(['01_token'])
      const { contracts, migrations } = await record('other')
      const ours = (await record()).contracts
      for (const name of ['Sums', 'Token', 'Spare-Token']) {
        const { imported, build: _, ...contract } = contracts[name] ?? expect.fail()
        const { build: __, ...own } = ours[name] ?? expect.fail()
        expect(contract).to.deep.equal(own)
        expect(imported).to.equal('hardhat-deploy')
      }
      expect(contracts['Box']?.proxy).to.include({
        kind: 'transparent',
        implementation: ours['Box']?.proxy?.implementation,
        contract: 'contracts/Token.sol:Box',
        codeDigest: ours['Box']?.proxy?.codeDigest,
      })
      const steps = migrations['01_token']?.steps ?? {}
      const { usedBy: _, ...expected } = {
        usedBy: 0,
        ...(await record()).migrations['01_token']?.steps['deploy Token'],
      }
      expect(steps['deploy Token']?.digest).to.equal(expected.digest)
      await failure('IMPORT_CHAIN', async () => {
        await writeFile(join(project.config.paths.deployments, 'other/.chainId'), '1')
        await take()
      })
    }))

  it("takes over proxies from OpenZeppelin's manifests, with the layouts", () =>
    migrated(async ({ project, record, import: take }) => {
      const box = (await record()).contracts['Box'] ?? expect.fail()
      const uint = { label: 'uint256', numberOfBytes: '32' }
      const value = {
        label: 'value',
        offset: 0,
        slot: '0',
        type: 't_uint256',
        contract: 'Box',
        src: 'contracts/Token.sol:12',
      }
      const layout = { solcVersion: '0.8.37', storage: [value], types: { t_uint256: uint } }
      const manifest = {
        manifestVersion: '3.2',
        proxies: [
          { address: box.address, txHash: box.transactionHash, kind: 'transparent' },
          { address: `0x${'ee'.repeat(20)}`, kind: 'uups' },
        ],
        impls: {
          abc: { address: box.proxy?.implementation, layout },
          // As before the plugins kept slots.
          old: {
            address: `0x${'dd'.repeat(20)}`,
            layout: { storage: [{ contract: 'Box', label: 'x', type: 't_uint8' }] },
          },
        },
      }
      await mkdir(join(project.root, '.openzeppelin'))
      await writeFile(
        join(project.root, '.openzeppelin/unknown-4242.json'),
        JSON.stringify(manifest),
      )
      const { notes } = await take()
      expect(notes).to.have.length(2)
      const imported = (await record('other')).contracts['Box'] ?? expect.fail()
      expect(imported.proxy).to.deep.include({
        kind: 'transparent',
        admin: box.proxy?.admin,
        version: 1,
      })
      expect(imported.proxy?.layout).to.have.nested.property('variables[0].label', 'value')
      await failure('IMPORT_INVALID', async () => {
        await writeFile(join(project.root, '.openzeppelin/unknown-4242.json'), '{}')
        await take()
      })
    }))

  it('tells the state of every network, and waits for none', () =>
    migrated(async ({ project, change, record, migrate }) => {
      const states = ([status]: readonly NetworkStatus[]) =>
        Object.fromEntries(
          status?.contracts.map(({ name, code, chain: on }) => [name, `${code} ${on}`]) ?? [],
        )
      expect(states(await readStatus(project))).to.deep.equal({
        Box: 'same there',
        'Spare-Token': 'same there',
        Sums: 'same there',
        Token: 'same there',
      })
      const { contracts } = await record()
      await chain.request({ method: 'hardhat_setCode', params: [contracts['Sums']?.address, '0x'] })
      const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
      const params = [contracts['Box']?.address, slot, `0x${'11'.repeat(20).padStart(64, '0')}`]
      await chain.request({ method: 'hardhat_setStorageAt', params })
      await change('return Sums', 'require(order.to != address(0)); return Sums')
      await writeFile(
        join(project.config.paths.migrations, '02_more.mjs'),
        'export default () => { throw new Error("no") }',
      )
      await migrate().catch(() => undefined)
      const [status = expect.fail()] = await readStatus(project, { network: 'net' })
      expect(states([status])).to.deep.equal({
        Box: 'same other implementation',
        'Spare-Token': 'changed there',
        Sums: 'same missing',
        Token: 'changed there',
      })
      expect(status).to.deep.include({
        connection: 'answers',
        completed: ['01_token'],
        open: ['02_more'],
      })
      const { migrations } = await record()
      const { 'deploy Sums': sums = expect.fail(), ...steps } = migrations['01_token']?.steps ?? {}
      const transactionHash = `0x${'ab'.repeat(32)}` as const
      const pending = {
        ...steps,
        'deploy Sums': { ...sums, status: 'sent' as const, transactionHash },
        'deploy Token': { ...sums, status: 'sent' as const },
      }
      const path = join(project.config.paths.deployments, 'net.json')
      const changed = {
        ...(await record()),
        migrations: { '01_token': { completed: false, steps: pending } },
      }
      await writeFile(path, JSON.stringify(changed))
      const [open] = await readStatus(project, { network: 'net' })
      expect(open?.unfinished).to.deep.equal(['01_token'])
      expect(
        open?.pending.map(({ step, status: is, chain: on }) => [step, is, on]),
      ).to.have.deep.members([
        ['deploy Sums', 'sent', 'unknown'],
        ['deploy Token', 'sent', 'mined'],
      ])
      const [offline] = await readStatus(project, { offline: true })
      expect(offline?.connection).to.equal('not asked')
      expect(await readStatus(project, { network: 'other' })).to.deep.equal([])
    }))

  it('does not hang on a node that says nothing', async () => {
    const mute = createServer(() => undefined)
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done))
    await migrated(async ({ project }) => {
      const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`
      const path = join(project.root, 'scaffold.config.mjs')
      const other = join(project.root, 'mute.config.mjs')
      await writeFile(other, (await readFile(path, 'utf8')).replaceAll(server.url, url))
      const again = await loadProject({ cwd: project.root, configPath: other })
      const began = performance.now()
      const [status] = await readStatus(again, { timeoutMs: 200 })
      expect(performance.now() - began).to.be.below(5_000)
      expect(status?.contracts.every(({ chain: on }) => on === undefined)).to.equal(true)
    })
    mute.closeAllConnections()
    mute.close()
  })
})
