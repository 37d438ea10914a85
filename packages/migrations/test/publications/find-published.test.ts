import { createRequire } from 'node:module'
import { hexToBytes } from '@scaffold-evm/common'
import type { SolcInput } from '@scaffold-evm/compiler'
import { createProject } from '@scaffold-evm/project'
import { Build } from '@scaffold-evm/trace'
import { expect } from 'chai'
import { findPublished, PublishedCompiler, type PublishedContract } from '../../src/published.js'
import { failure } from '../support/expect-code.js'
import {
  type Json,
  type ServiceDouble,
  type ServiceReply,
  startService,
} from '../support/service-double.js'
import { withTempDir } from '../support/temp-dir.js'

const solc: { compile(input: string): string; version(): string } = createRequire(import.meta.url)(
  'solc',
)
const version = solc.version().replace('.Emscripten.clang', '')
const address = `0x${'5a'.repeat(20)}`

const sources = {
  'contracts/Base.sol': {
    content:
      'pragma solidity ^0.8.0; contract Base { uint256 public immutable born = block.number; }',
  },
  'contracts/Vault.sol': {
    content:
      "pragma solidity ^0.8.0; import './Base.sol'; contract Vault is Base { function twice(uint256 a) public pure returns (uint256) { return 2 * a; } }",
  },
}
const settings = { optimizer: { enabled: true, runs: 200 } }
const outputSelection = { '*': { '*': ['abi', 'evm.deployedBytecode'] } }
const input: SolcInput = {
  language: 'Solidity',
  sources,
  settings: { ...settings, outputSelection },
}
const compiled: Json = JSON.parse(solc.compile(JSON.stringify(input)))
const { abi, evm } = compiled.contracts['contracts/Vault.sol'].Vault

/** What Sourcify says of the contract, version 2 of its interface. */
const ofSourcify: ServiceReply = {
  body: {
    match: 'exact_match',
    address,
    chainId: '10',
    abi,
    sources,
    compilation: {
      language: 'Solidity',
      compiler: 'solc',
      compilerVersion: version,
      compilerSettings: { ...settings, libraries: {}, compilationTarget: {} },
      name: 'Vault',
      fullyQualifiedName: 'contracts/Vault.sol:Vault',
    },
  },
}

const etherscanFields = {
  ABI: JSON.stringify(abi),
  ContractName: 'Vault',
  CompilerVersion: `v${version}`,
  OptimizationUsed: '1',
  Runs: '200',
  EVMVersion: 'Default',
}

const ofEtherscan = (SourceCode: string, more: object = {}): ServiceReply => ({
  body: { status: '1', message: 'OK', result: [{ SourceCode, ...etherscanFields, ...more }] },
})

const unverified = ofEtherscan('', { ABI: 'Contract source code not verified' })

describe('findPublished', () => {
  let service: ServiceDouble
  let replies: Readonly<Record<'sourcify' | 'etherscan', ServiceReply>>

  beforeEach(async () => {
    replies = { sourcify: ofSourcify, etherscan: unverified }
    service = await startService(async ({ path }) =>
      path.startsWith('/v2/contract/') ? replies.sourcify : replies.etherscan,
    )
  })
  afterEach(() => service.close())

  const find = (chainId = 10n) =>
    findPublished({
      address,
      chainId,
      services: [
        { name: 'etherscan', type: 'etherscan', url: `${service.url}/api`, apiKey: 'SECRET' },
        { name: 'sourcify', type: 'sourcify', url: service.url },
      ],
    })

  it('asks one service after the other, and takes the first that has the contract', async () => {
    const { contract, failures } = await find()
    expect(failures).to.deep.equal([])
    expect(contract).to.include({ service: 'sourcify', name: 'Vault', solc: version, address })
    expect(contract?.abi).to.deep.equal(abi)
    expect(contract?.input.sources).to.deep.equal(sources)
    expect(contract?.input.settings).to.deep.equal({ ...settings, outputSelection: {} })
    const [first, second] = service.requests
    expect(Object.fromEntries(first?.query ?? [])).to.deep.equal({
      chainid: '10',
      module: 'contract',
      action: 'getsourcecode',
      address,
      apikey: 'SECRET',
    })
    expect(second?.path).to.equal(`/v2/contract/10/${address}`)
  })

  const forms: readonly (readonly [form: string, text: string, names: readonly string[]])[] = [
    ['an input for solc', `{${JSON.stringify(input)}}`, Object.keys(sources)],
    ['several sources', JSON.stringify(sources), Object.keys(sources)],
    ['one source', 'contract Vault {}', ['Vault.sol']],
  ]
  for (const [form, text, names] of forms) {
    it(`reads ${form} of Etherscan`, async () => {
      replies = { ...replies, etherscan: ofEtherscan(text) }
      const { contract } = await find()
      expect(contract).to.include({ service: 'etherscan', name: 'Vault', solc: version })
      expect(Object.keys(contract?.input.sources ?? {})).to.deep.equal(names)
      expect(contract?.input.settings).to.deep.equal({ ...settings, outputSelection: {} })
      expect(service.requests).to.have.length(1)
    })
  }

  it('tells what went wrong on the way, without keys', async () => {
    const refusal = { body: { status: '0', message: 'NOTOK', result: 'Invalid API Key SECRET' } }
    replies = { ...replies, etherscan: refusal }
    const { contract, failures } = await find()
    expect(contract?.service).to.equal('sourcify')
    expect(failures.map(({ code }) => code)).to.deep.equal(['SOURCES_REFUSED'])
    expect(JSON.stringify(failures[0])).not.to.contain('SECRET')
  })

  it('has nothing where nobody has it, and what is no Solidity', async () => {
    const { body } = ofSourcify
    const vyper = { ...body, compilation: { ...body.compilation, language: 'Vyper' } }
    replies = {
      sourcify: { body: vyper },
      etherscan: ofEtherscan('x', { CompilerVersion: 'vyper:0.3.7' }),
    }
    const found = await find()
    expect(found.contract).to.equal(undefined)
    expect(found.failures.map(({ code }) => code)).to.deep.equal([
      'SOURCES_UNUSABLE',
      'SOURCES_UNUSABLE',
    ])
    replies = { sourcify: { status: 404, body: { match: null } }, etherscan: unverified }
    expect(await find()).to.deep.equal({ contract: undefined, failures: [] })
  })
})

describe('PublishedCompiler', function () {
  this.timeout(30_000)

  const contract: PublishedContract = {
    address,
    service: 'sourcify',
    name: 'Vault',
    abi,
    solc: version,
    input,
  }

  const compile = (published: PublishedContract) =>
    withTempDir({}, async (root) => {
      const project = await createProject({ solidity: '0.8.37' }, { root })
      const compiler = new PublishedCompiler(project)
      try {
        return await compiler.compile(published)
      } finally {
        await compiler.close()
        await project.close()
      }
    })

  it('makes the code that was deployed, and its twin, of sources that are not the projects', async () => {
    const { deployed, debug } = await compile(contract)
    const code = hexToBytes(`0x${evm.deployedBytecode.object}`)
    const found = new Build(deployed).matcher.runtime(code)
    expect(found).to.include({
      contractName: 'Vault',
      sourceName: 'sourcify/0x5a5a5a5a/contracts/Vault.sol',
    })
    expect(new Build(debug).matcher.runtime(code)).to.equal(undefined)
    const twin = found && new Build(debug).counterpart(found)
    expect(twin?.deployedBytecode.length).to.be.above(code.length)
    const read = found && (await new Build(deployed).load(found))
    expect([...(read?.sources.all() ?? [])].map(({ name }) => name)).to.have.length(2)
  })

  it('says when sources do not compile', async () => {
    const broken = { ...input, sources: { 'a.sol': { content: 'contract {' } } }
    await failure('SOURCES_UNCOMPILABLE', () => compile({ ...contract, input: broken }))
  })
})
