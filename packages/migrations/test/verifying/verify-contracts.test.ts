import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevchain, type Devchain, type DevchainServer } from '@scaffold-evm/devchain'
import {
  type Connection,
  type DeploymentRecord,
  loadProject,
  type Project,
} from '@scaffold-evm/project'
import { expect } from 'chai'
import { runMigrations } from '../../src/run/run-migrations.js'
import { prepareVerifications, type VerifyOptions, verifyContracts } from '../../src/verify.js'
import { startEtherscan } from '../support/etherscan-double.js'
import { failure } from '../support/expect-code.js'
import type { Json, ServiceDouble } from '../support/service-double.js'
import { startSourcify } from '../support/sourcify-double.js'
import { withTempDir } from '../support/temp-dir.js'

const apiKey = 'KEY-THAT-NOBODY-MAY-SEE'
const chainId = 4242

const files = (node: string, sourcify: string, etherscan: string, blockscout: string) => ({
  'scaffold.config.mjs': `export default {
    solidity: '0.8.37',
    networks: { net: { url: '${node}' } },
    verify: {
      sourcify: { url: '${sourcify}' },
      etherscan: { url: '${etherscan}/v2/api', apiKey: '${apiKey}' },
      blockscout: { url: '${blockscout}/api?', networks: ['elsewhere'] },
    },
  }`,
  'contracts/Tax.sol': `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.0;
    library Tax { function due(uint256 net) external pure returns (uint256) { return net / 5; } }`,
  'contracts/Base.sol': `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.0;
    contract Base { uint256 public immutable since = block.number; address public owner = msg.sender; }`,
  'contracts/Shop.sol': `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.0;
    import './Base.sol'; import './Tax.sol';
    struct Place { string street; uint16 number; }
    contract Shop is Base {
      string public name; uint256 public immutable price; Place place;
      constructor(string memory _name, uint256 _price, Place memory _place) { name = _name; price = _price; place = _place; }
      function toPay() external view returns (uint256) { return price + Tax.due(price); }
    }`,
  'contracts/Factory.sol': `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.0;
    contract Child { address public immutable maker; constructor(address _maker) { maker = _maker; } }
    contract Factory { event Made(address child); function make() external { emit Made(address(new Child(msg.sender))); } }`,
  'contracts/Unused.sol': `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.0;
    contract Unused { uint256 public x; }`,
  'contracts/Box.sol': `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.0;
    contract Box { uint256 public value; function initialize(uint256 start) external { require(value == 0); value = start; } }`,
  'migrations/01_shop.mjs': `export default async (m) => {
    await m.deploy('Tax')
    await m.deploy('Shop', { args: ['Corner', 50n, { street: 'Main', number: 7 }] })
    const factory = await m.deploy('Factory')
    const { logs } = await m.call(factory, 'make')
    await m.record('Kid', logs[0].args.child, { contract: 'Child' })
    await m.create('Heir', factory, 'make', [], { contract: 'Child' })
  }`,
})

describe('verifyContracts', function () {
  this.timeout(60_000)
  let chain: Devchain
  let server: DevchainServer
  let sourcify: ServiceDouble
  let etherscan: ServiceDouble
  const ask = (method: string, ...params: readonly unknown[]): Promise<Json> =>
    chain.request({ method, params })

  let compiled: string

  before(async () => {
    compiled = await mkdtemp(join(tmpdir(), 'scaffold-verify-'))
    await withTempDir(files('http://x', 'http://x', 'http://x', 'http://x'), async (cwd) => {
      const project = await loadProject({ cwd })
      await project.compile()
      await project.close()
      for (const name of ['artifacts', 'cache']) {
        await cp(join(cwd, name), join(compiled, name), { recursive: true })
      }
    })
  })

  after(() => rm(compiled, { recursive: true }))

  beforeEach(async () => {
    chain = await createDevchain({ chainId: BigInt(chainId) })
    server = await chain.listen({ port: 0 })
    sourcify = await startSourcify(chainId, ask)
    etherscan = await startEtherscan(ask, { chainId, apiKey })
  })

  afterEach(async () => {
    await Promise.all([sourcify.close(), etherscan.close(), server.close()])
    await chain.close()
  })

  interface Deployed {
    readonly project: Project
    readonly connection: Connection
    verify(options?: VerifyOptions): Promise<Record<string, string>>
    record(): Promise<DeploymentRecord>
    change(path: string, from: string, to: string): Promise<void>
  }

  /** A project with all of it deployed. */
  async function deployed(action: (deployed: Deployed) => Promise<void>): Promise<void> {
    await withTempDir(files(server.url, sourcify.url, etherscan.url, sourcify.url), async (cwd) => {
      await cp(compiled, cwd, { recursive: true })
      const project = await loadProject({ cwd })
      const connection = await project.connect('net')
      try {
        await runMigrations(project, connection)
        await action({
          project,
          connection,
          async verify(options = {}) {
            const { results } = await verifyContracts(project, connection, options)
            return Object.fromEntries(
              results.map(({ name, verifier, status, match, error }) => [
                `${name} ${verifier ?? ''}`.trim(),
                error?.code ?? `${status} ${match}`,
              ]),
            )
          },
          record: async () => JSON.parse(await readFile(connection.deployments.path ?? '', 'utf8')),
          async change(path, from, to) {
            const text = await readFile(join(cwd, path), 'utf8')
            await writeFile(join(cwd, path), text.replace(from, to))
            await project.compile()
          },
        })
      } finally {
        await connection.close()
        await project.close()
      }
    })
  }

  it('verifies libraries, linked contracts, factories and their children on both, and does not send them twice', () =>
    deployed(async ({ project, verify, record }) => {
      const all = ['Factory', 'Heir', 'Kid', 'Shop', 'Tax']
      const everywhere = (state: string): Record<string, string> =>
        Object.fromEntries(
          all.flatMap((name) => [
            [`${name} sourcify`, state],
            [`${name} etherscan`, state],
          ]),
        )
      // What Kid was made with is in no record and no transaction of its own.
      expect(await verify()).to.deep.equal({
        ...everywhere('verified exact'),
        'Kid etherscan': 'VERIFY_ARGUMENTS_UNKNOWN',
      })
      const { contracts, verified } = await record()
      const shop = contracts['Shop']?.address ?? ''
      expect(verified?.[shop]).to.deep.equal({ etherscan: 'exact', sourcify: 'exact' })

      const posts = sourcify.requests.filter(({ method }) => method === 'POST')
      const sent: Json = posts.map(({ body }) => JSON.parse(body))
      const sources = Object.fromEntries(
        sent.map((one: Json) => [one.contractIdentifier, Object.keys(one.stdJsonInput.sources)]),
      )
      expect(sources).to.deep.equal({
        'contracts/Factory.sol:Factory': ['contracts/Factory.sol'],
        'contracts/Factory.sol:Child': ['contracts/Factory.sol'],
        'contracts/Shop.sol:Shop': [
          'contracts/Base.sol',
          'contracts/Shop.sol',
          'contracts/Tax.sol',
        ],
        'contracts/Tax.sol:Tax': ['contracts/Tax.sol'],
      })

      sourcify.requests.length = 0
      const accounts = await ask('eth_accounts')
      const constructorArguments = `0x${accounts[0].slice(2).padStart(64, '0')}` as const
      const kid = { names: [contracts['Kid']?.address ?? ''], constructorArguments }
      expect(await verify(kid)).to.deep.equal({
        'Kid sourcify': 'already-verified exact',
        'Kid etherscan': 'verified exact',
      })
      expect(await verify()).to.deep.equal(everywhere('already-verified exact'))
      expect(sourcify.requests.every(({ method }) => method === 'GET')).to.equal(true)
      expect(await readdir(join(project.config.paths.deployments, 'solc-inputs'))).to.have.length(3)
    }))

  it('verifies what was deployed after the sources have changed, from what is kept', () =>
    deployed(async ({ project, connection, verify, change, record }) => {
      await change('contracts/Base.sol', 'block.number;', 'block.number; uint256 public more;')
      const only = { names: ['Shop'] }
      expect(await verify(only)).to.deep.equal({
        'Shop sourcify': 'verified exact',
        'Shop etherscan': 'verified exact',
      })
      const { build, ...without } = (await record()).contracts['Shop'] ?? expect.fail()
      const kept = join(project.config.paths.deployments, 'solc-inputs', `${build?.input}.json`)
      await writeFile(
        kept,
        (await readFile(kept, 'utf8')).replace('Corner', 'Edge').replace('/ 5', '/ 4'),
      )
      expect(await verify(only)).to.deep.equal({ Shop: 'SOLC_INPUT_INVALID' })
      const current = await record()
      await connection.deployments.write({
        ...current,
        contracts: { ...current.contracts, Shop: without },
      })
      expect(await verify(only)).to.deep.equal({ Shop: 'VERIFY_CODE_CHANGED' })
    }))

  it('sends nothing that the chain does not have', () =>
    deployed(async ({ connection, project, verify, record }) => {
      const { contracts } = await record()
      const at = contracts['Factory']?.address ?? ''
      const named = (name: string, contract?: string): VerifyOptions => ({
        names: [name],
        contract,
      })
      expect(await verify(named('Factory', 'Unused'))).to.deep.equal({
        Factory: 'VERIFY_CODE_MISMATCH',
      })
      await ask('hardhat_setCode', at, '0x')
      expect(await verify(named('Factory'))).to.deep.equal({ Factory: 'VERIFY_NO_CODE' })
      await ask(
        'hardhat_setCode',
        at,
        `0x363d3d373d3d3d363d73${'ab'.repeat(20)}5af43d82803e903d91602b57fd5bf3`,
      )
      const error = await failure('VERIFY_CODE_MISMATCH', () =>
        prepareVerifications(project, connection, named(at, 'Factory')),
      )
      expect(error.details).to.contain(`EIP-1167) of 0x${'ab'.repeat(20)}`)
      expect([...sourcify.requests, ...etherscan.requests]).to.deep.equal([])
    }))

  it('tells a change of comments from one of code', () =>
    deployed(async ({ verify, change, record, connection }) => {
      const { contracts } = await record()
      const { build: _, ...without } = contracts['Tax'] ?? expect.fail()
      await connection.deployments.write({
        ...(await record()),
        contracts: { ...contracts, Tax: without },
      })
      await change('contracts/Tax.sol', 'library', '/* for shops */ library')
      expect(await verify({ names: ['Tax'], verifiers: ['sourcify'] })).to.deep.equal({
        'Tax sourcify': 'verified partial',
      })
      // A match by comments takes the place of one without.
      await connection.deployments.write({ ...(await record()), contracts })
      expect(await verify({ names: ['Tax'], verifiers: ['sourcify'] })).to.deep.equal({
        'Tax sourcify': 'verified exact',
      })
    }))

  it('goes on after lost connections, busy services and blocks they have not seen, and shows no key', () =>
    deployed(async ({ project, connection, verify }) => {
      const busy = {
        status: '0',
        message: 'NOTOK',
        result: 'Max calls per sec rate limit reached (3/sec)',
      }
      const unseen = {
        status: '0',
        message: 'NOTOK',
        result: 'Unable to locate ContractCode at 0x',
      }
      const unverified = { status: '1', message: 'OK', result: [{ SourceCode: '' }] }
      etherscan.faults.push('drop', { body: busy }, { body: unverified }, { body: unseen })
      sourcify.faults.push({ status: 503, body: 'down' }, 'drop', {
        status: 429,
        body: { customCode: 'too_many_requests' },
      })
      expect(await verify({ names: ['Factory'] })).to.deep.equal({
        'Factory sourcify': 'verified exact',
        'Factory etherscan': 'verified exact',
      })
      etherscan.faults.push(
        { body: unverified },
        { body: { status: '0', message: 'NOTOK', result: `Invalid API Key ${apiKey}` } },
      )
      const { results } = await verifyContracts(project, connection, {
        names: ['Tax'],
        verifiers: ['etherscan'],
      })
      expect(results[0]?.error?.code).to.equal('VERIFIER_REFUSED')
      etherscan.faults.push({ body: '<html>' }, { body: `<html>${apiKey}</html>` })
      const odd = await verifyContracts(project, connection, {
        names: ['Tax'],
        verifiers: ['etherscan'],
      })
      expect(odd.results[0]?.error?.code).to.equal('VERIFIER_ANSWER_INVALID')
      expect(JSON.stringify([results, odd.results])).not.to.contain(apiKey)
    }))

  it('verifies what is behind a proxy, the proxy, and tells where it leads', () =>
    deployed(async ({ project, connection, verify, record }) => {
      const path = join(project.config.paths.migrations, '02_box.mjs')
      await writeFile(path, `export default (m) => m.deployProxy('Box', { args: [7] })`)
      await runMigrations(project, connection)
      expect(await verify({ names: ['Box'] })).to.deep.equal({
        'Box (implementation) sourcify': 'verified exact',
        'Box (implementation) etherscan': 'verified exact',
        'Box sourcify': 'verified exact',
        'Box etherscan': 'verified exact',
      })
      const { contracts } = await record()
      const links = etherscan.requests
        .map(({ body }) => new URLSearchParams(body))
        .filter((form) => form.has('expectedimplementation'))
      expect(links.map((form) => form.get('expectedimplementation'))).to.deep.equal([
        contracts['Box']?.proxy?.implementation,
      ])
      expect(contracts['Box']?.proxy?.build?.input).to.match(/^[0-9a-f]{32}$/)
    }))

  it('verifies the facets of a diamond', () =>
    deployed(async ({ project, connection, verify, record }) => {
      const { contracts } = await record()
      const { Factory: factory = expect.fail(), Tax: tax = expect.fail() } = contracts
      const { address, contract, codeDigest = '0x' } = tax
      const facets = { Tax: { address, contract, codeDigest, selectors: [] } }
      const diamond = { version: 1, migration: '01_shop', facets }
      const changed = { ...contracts, Factory: { ...factory, diamond } }
      await connection.deployments.write({ ...(await record()), contracts: changed })
      await runMigrations(project, connection)
      const kept = (await record()).contracts['Factory']?.diamond?.facets['Tax']?.build
      expect(kept).to.deep.equal(tax.build)
      expect(await verify({ names: ['Factory'], verifiers: ['sourcify'] })).to.deep.equal({
        'Factory sourcify': 'verified exact',
        'Factory (Tax) sourcify': 'verified exact',
      })
    }))

  it('says what is wrong with a choice', () =>
    deployed(async ({ verify, project }) => {
      await failure('DEPLOYMENT_NOT_FOUND', () => verify({ names: ['Shoop'] }))
      await failure('VERIFY_CONTRACT_UNNAMED', () => verify({ names: [`0x${'11'.repeat(20)}`] }))
      await failure('VERIFIER_UNKNOWN', () => verify({ verifiers: ['blockscout'] }))
      const memory = await project.connect()
      await failure('VERIFY_NOTHING', () => verifyContracts(project, memory))
      await memory.close()
      const one = {
        names: ['Factory'],
        verifiers: ['sourcify'],
        constructorArguments: '0x',
      } as const
      expect(await verify({ ...one, verifiers: ['etherscan'] })).to.deep.equal({
        'Factory etherscan': 'verified exact',
      })
      const pending = Array.from({ length: 9 }, () => ({ body: { isJobCompleted: false } }))
      const accepted = { status: 202, body: { verificationId: 'x' } }
      sourcify.faults.push({ status: 404, body: {} }, accepted, ...pending)
      expect(await verify({ ...one, timeoutMs: 300 })).to.deep.equal({
        'Factory sourcify': 'VERIFIER_PENDING',
      })
    }))
})
