import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect } from 'chai'
import { flatten } from '../../src/flatten.js'
import type { SolidityConfig } from '../../src/options.js'
import { compileScratch, contract, plainSolidity, sharedPool } from '../support/project.js'
import { errorOf } from '../support/rejection.js'
import { removeScratches, Scratch } from '../support/scratch.js'

const header = '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n'

/** A bit of everything that shows in an artifact. */
const everything: Readonly<Record<string, string>> = {
  'contracts/Math.sol': `${header}library Math { function twice(uint x) external pure returns (uint) { return 2 * x; } }`,
  'contracts/deep/Vault.sol': `${header}
import { Math } from "../Math.sol";
import "p/Base.sol";
struct Point { uint x; uint y; }
interface IVault { event Moved(Point indexed to); error Broken(uint why); }
contract Vault is IVault, Base {
  uint public immutable start;
  mapping(address => Point) public points;
  constructor(uint start_) { start = start_; }
  function move(Point calldata to) external { points[msg.sender] = to; emit Moved(to); }
  function twice() external view returns (uint) { return Math.twice(start); }
}
contract Other { function make() external returns (Vault) { return new Vault(1); } }`,
  'contracts/Other.sol': `${header}contract Other { fallback() external payable {} }`,
  'node_modules/p/Base.sol': `${header}abstract contract Base { uint internal base; }`,
}

describe('compile: artifacts', function () {
  this.timeout(60_000)
  afterEach(removeScratches)
  after(() => sharedPool.close())

  it('writes one artifact, and a pointer to its build-info, for every contract', async () => {
    const scratch = new Scratch(everything)
    const { artifacts } = await compileScratch(scratch)
    expect(
      artifacts.map(({ sourceName, contractName }) => `${sourceName}:${contractName}`),
    ).to.have.members([
      'contracts/Math.sol:Math',
      'contracts/Other.sol:Other',
      'contracts/deep/Vault.sol:IVault',
      'contracts/deep/Vault.sol:Other',
      'contracts/deep/Vault.sol:Vault',
      'p/Base.sol:Base',
    ])
    for (const { path, contractName, sourceName } of artifacts) {
      const artifact = scratch.json(path.slice(scratch.root.length + 1))
      expect(artifact).to.include({ _format: 'hh-sol-artifact-1', contractName, sourceName })
      const pointerPath = path.replace(/\.json$/, '.dbg.json')
      const pointer = scratch.json(pointerPath.slice(scratch.root.length + 1))
      expect(pointer._format).to.equal('hh-sol-dbg-1')
      const buildInfo = join(pointerPath, '..', String(pointer.buildInfo))
      expect(buildInfo).to.equal(scratch.path(`artifacts/build-info/${artifact.buildInfoId}.json`))
    }
  })

  it('says of a contract exactly what the compiler itself says', async () => {
    const scratch = new Scratch(everything)
    await compileScratch(scratch)
    const [file = ''] = readdirSync(scratch.path('artifacts/build-info'))
    const info = scratch.json(`artifacts/build-info/${file}`)
    const solc: { compile(input: string): string } = createRequire(import.meta.url)('solc')
    const input = structuredClone(info.input) as {
      settings: { outputSelection: object }
    }
    input.settings.outputSelection = { '*': { '*': ['*'] } }
    const full = JSON.parse(solc.compile(JSON.stringify(input)))
    for (const [sourceName, contracts] of Object.entries<Record<string, never>>(full.contracts)) {
      for (const [name, { abi, metadata, storageLayout, evm }] of Object.entries<{
        abi: object
        metadata: string
        storageLayout: object
        evm: {
          methodIdentifiers: object
          bytecode: Record<string, never>
          deployedBytecode: Record<string, never>
        }
      }>(contracts)) {
        const { bytecode, deployedBytecode } = evm
        expect(scratch.json(`artifacts/${sourceName}/${name}.json`), name).to.deep.equal({
          _format: 'hh-sol-artifact-1',
          contractName: name,
          sourceName,
          abi,
          bytecode: `0x${bytecode.object}`,
          deployedBytecode: `0x${deployedBytecode.object}`,
          linkReferences: bytecode.linkReferences,
          deployedLinkReferences: deployedBytecode.linkReferences,
          immutableReferences: deployedBytecode.immutableReferences ?? {},
          buildInfoId: file.replace('.json', ''),
        })
        const kept = (info.output as typeof full).contracts[sourceName][name]
        expect(kept).to.deep.include({ abi, metadata, storageLayout })
        expect(kept.evm.methodIdentifiers).to.deep.equal(evm.methodIdentifiers)
        expect(kept.evm.bytecode.sourceMap).to.equal(bytecode.sourceMap)
        expect(kept.evm.deployedBytecode).to.deep.include({
          sourceMap: deployedBytecode.sourceMap,
          functionDebugData: deployedBytecode.functionDebugData,
          immutableReferences: deployedBytecode.immutableReferences,
        })
      }
    }
    const vault = scratch.json('artifacts/contracts/deep/Vault.sol/Vault.json')
    expect(vault.linkReferences).to.have.nested.property('contracts/Math\\.sol.Math')
    expect(Object.keys(vault.immutableReferences as object)).to.have.length(1)
  })

  it('writes build-infos in the shape of Hardhat 2, complete for what points to them', async () => {
    const scratch = new Scratch(everything)
    await compileScratch(scratch)
    scratch.write('contracts/Other.sol', `${everything['contracts/Other.sol']}// edited`)
    const { artifacts } = await compileScratch(scratch)
    const used = new Set<string>()
    for (const { path, sourceName, contractName } of artifacts) {
      const { buildInfoId, abi } = scratch.json(path.slice(scratch.root.length + 1))
      const info = scratch.json(`artifacts/build-info/${buildInfoId}.json`)
      used.add(`${buildInfoId}.json`)
      expect(info).to.include({
        _format: 'hh-sol-build-info-1',
        id: buildInfoId,
        solcVersion: '0.8.37',
        solcLongVersion: '0.8.37+commit.f401782d',
      })
      const { input, output } = info as {
        input: { sources: Record<string, object>; language: string }
        output: { sources: object; contracts: Record<string, Record<string, { abi: object }>> }
      }
      expect(input.language).to.equal('Solidity')
      expect(Object.keys(output.sources)).to.have.members(Object.keys(input.sources))
      expect(output.contracts[sourceName]?.[contractName]?.abi).to.deep.equal(abi)
    }
    expect(used.size).to.equal(2)
    expect(new Set(readdirSync(scratch.path('artifacts/build-info')))).to.deep.equal(used)
  })

  it('removes build-infos that nothing points to any more', async () => {
    const scratch = new Scratch({ 'contracts/A.sol': contract('A') })
    await compileScratch(scratch)
    scratch.write('contracts/A.sol', contract('A', [], 'uint x;'))
    await compileScratch(scratch)
    expect(readdirSync(scratch.path('artifacts/build-info'))).to.have.length(1)
  })

  it('asks for neither syntax trees nor opcodes, unless told to', async () => {
    const scratch = new Scratch(everything)
    await compileScratch(scratch)
    const [lean = ''] = readdirSync(scratch.path('artifacts/build-info'))
    expect(scratch.read(`artifacts/build-info/${lean}`)).not.to.match(
      /"ast"|"opcodes"|"generatedSources"/,
    )
    await compileScratch(scratch, { withAst: true })
    const [full = ''] = readdirSync(scratch.path('artifacts/build-info'))
    expect(scratch.read(`artifacts/build-info/${full}`)).to.include('"ast"')
  })

  it('passes the selection of the settings on', async () => {
    const scratch = new Scratch(everything)
    const settings = { outputSelection: { '*': { '*': ['userdoc'], '': ['ast'] } } }
    await compileScratch(scratch, { solidity: { ...plainSolidity, settings } })
    const [file = ''] = readdirSync(scratch.path('artifacts/build-info'))
    expect(scratch.read(`artifacts/build-info/${file}`)).to.match(/"userdoc".*"ast"/s)
  })

  it('keeps the debug profile apart: unoptimized, with everything', async () => {
    const scratch = new Scratch(everything)
    const settings = { viaIR: true, optimizer: { enabled: true, runs: 9 } }
    const solidity = { ...plainSolidity, settings }
    const { artifacts } = await compileScratch(scratch, { solidity, profile: 'debug' })
    expect(scratch.has('artifacts')).to.equal(false)
    const folder = scratch.path('cache/solidity/debug/artifacts')
    for (const { path } of artifacts) expect(path.startsWith(folder)).to.equal(true)
    const [file = ''] = readdirSync(`${folder}/build-info`)
    const info = scratch.json(`cache/solidity/debug/artifacts/build-info/${file}`)
    expect((info.input as { settings: object }).settings).to.not.have.property('viaIR')
    expect((info.input as { settings: object }).settings).to.deep.include({
      optimizer: {
        enabled: false,
        runs: 200,
        details: { peephole: false, jumpdestRemover: false },
      },
    })
    expect(JSON.stringify(info.output)).to.match(/"generatedSources".*"ast"/s)
    await compileScratch(scratch, { solidity })
    expect(scratch.has('artifacts/contracts/Math.sol/Math.json')).to.equal(true)
    expect(readdirSync(`${folder}/build-info`)).to.deep.equal([file])
  })

  it('compiles Yul, each file on its own', async () => {
    const object = (name: string): string =>
      `object "${name}" { code { datacopy(0, dataoffset("R"), datasize("R")) return(0, datasize("R")) } object "R" { code { sstore(0, 1) } } }`
    const scratch = new Scratch({
      'contracts/A.yul': object('A'),
      'contracts/B.yul': object('B'),
      'contracts/C.sol': contract('C'),
    })
    const { artifacts, jobs } = await compileScratch(scratch)
    expect(artifacts.map(({ contractName }) => contractName)).to.have.members(['A', 'B', 'C'])
    expect(jobs).to.have.length(3)
    const artifact = scratch.json('artifacts/contracts/A.yul/A.json')
    expect(artifact.abi).to.deep.equal([])
    expect(artifact.bytecode).to.match(/^0x[0-9a-f]{10,}$/)
  })

  it('gives overridden files their own settings, in a run of their own', async () => {
    const scratch = new Scratch({
      'contracts/A.sol': contract('A', ['./B.sol']),
      'contracts/B.sol': contract('B'),
    })
    const overrides = { 'contracts/B.sol': { settings: { optimizer: { enabled: true, runs: 1 } } } }
    const { jobs } = await compileScratch(scratch, { solidity: { ...plainSolidity, overrides } })
    expect(jobs).to.have.length(2)
    const infoOf = (name: string): string => {
      const { buildInfoId } = scratch.json(`artifacts/contracts/${name}.sol/${name}.json`)
      return scratch.read(`artifacts/build-info/${buildInfoId}.json`)
    }
    expect(infoOf('B')).to.include('"runs":1')
    expect(infoOf('A')).not.to.include('"runs":1')
  })

  it('gives the same bytecode whether files are compiled together or alone', async () => {
    const scratch = new Scratch(everything)
    await compileScratch(scratch)
    const together = scratch.json('artifacts/contracts/deep/Vault.sol/Vault.json')
    scratch.remove('cache')
    scratch.remove('artifacts')
    await compileScratch(scratch, {}, { files: ['contracts/deep/Vault.sol'] })
    const alone = scratch.json('artifacts/contracts/deep/Vault.sol/Vault.json')
    expect(alone.bytecode).to.equal(together.bytecode)
  })

  it('writes types, and only when an interface has changed', async () => {
    const scratch = new Scratch(everything)
    const changes = { typesDir: scratch.path('types') }
    await compileScratch(scratch, changes)
    expect(scratch.read('types/index.d.ts')).to.include('contracts/deep/Vault.sol:Vault')
    scratch.remove('contracts/Other.sol')
    await compileScratch(scratch, changes)
    expect(scratch.has('types/contracts/Other.sol')).to.equal(false)
    scratch.remove('types/index.d.ts')
    await compileScratch(scratch, changes)
    expect(scratch.has('types/index.d.ts')).to.equal(true)
    scratch.remove('cache')
    scratch.remove('contracts/Math.sol')
    scratch.write('contracts/deep/Vault.sol', contract('Vault'))
    await compileScratch(scratch, changes)
    expect(scratch.has('types/contracts/Math.sol')).to.equal(false)
  })

  it('compiles three megabytes', async () => {
    const comment = `/* ${'x'.repeat(3_000_000)} */`
    const scratch = new Scratch({ 'contracts/A.sol': contract('A') + comment })
    expect((await compileScratch(scratch)).artifacts).to.have.length(1)
  })

  it('compiles a project without sources', async () => {
    const scratch = new Scratch({ 'package.json': '{}' })
    expect((await compileScratch(scratch)).status).to.equal('up-to-date')
    expect((await compileScratch(scratch)).artifacts).to.deep.equal([])
  })

  it('leaves the artifacts alone when the folder of sources is gone', async () => {
    const scratch = new Scratch({ 'contracts/A.sol': contract('A'), 'src/B.sol': contract('B') })
    await compileScratch(scratch)
    scratch.remove('contracts')
    for (const force of [false, true]) {
      const error = await errorOf('SOURCES_MISSING', () => compileScratch(scratch, {}, { force }))
      expect(error.message).to.include(scratch.path('contracts'))
      expect(error.hint).to.include('"src"').and.include('scaffold clean')
    }
    scratch.remove('cache')
    await errorOf('SOURCES_MISSING', () => compileScratch(scratch))
    expect(scratch.has('artifacts/contracts/A.sol/A.json')).to.equal(true)
    expect((await compileScratch(scratch, {}, { files: ['src/B.sol'] })).artifacts).to.have.length(
      1,
    )
  })

  it('rejects a folder that is not there when sources are required', async () => {
    const scratch = new Scratch({ 'contract/README.md': '' })
    const required = { requireSources: true }
    const error = await errorOf('SOURCES_MISSING', () => compileScratch(scratch, {}, required))
    expect(error.hint).to.include('Did you mean "contract"?')
    scratch.remove('contract')
    const alone = await errorOf('SOURCES_MISSING', () => compileScratch(scratch, {}, required))
    expect(alone.hint).to.include('scaffold init').and.not.include('scaffold clean')
    scratch.write('contracts/README.md', '')
    expect((await compileScratch(scratch, {}, required)).status).to.equal('up-to-date')
  })

  it('names a source like the one that does not exist', async () => {
    const scratch = new Scratch({
      'contracts/deep/Token.sol': contract('Token'),
      'node_modules/p/Tokn.sol': contract('P'),
    })
    const suggestions: readonly (readonly [string, string])[] = [
      ['contracts/deep/Tokn.sol', 'Did you mean "contracts/deep/Token.sol"?'],
      ['token.sol', 'Did you mean "contracts/deep/Token.sol"?'],
      ['contracts/Unlike.sol', 'Check the path given, and paths.sources of the configuration'],
    ]
    for (const [file, hint] of suggestions) {
      for (const action of [
        () => compileScratch(scratch, {}, { files: [file] }),
        () => flatten({ root: scratch.root, files: [file] }),
      ]) {
        const error = await errorOf('SOURCE_NOT_FOUND', action)
        expect(error.hint).to.equal(hint)
      }
    }
  })

  it('says which settings of the config solc does not take', async () => {
    const scratch = new Scratch({ 'contracts/A.sol': contract('A') })
    const wrong: readonly (readonly [SolidityConfig, string, string])[] = [
      [{ ...plainSolidity, settings: { optimizr: {} } }, 'solidity.settings', 'optimizr'],
      [
        { ...plainSolidity, settings: { evmVersion: 'pariss' } },
        'solidity.settings',
        'EVM version',
      ],
      [
        {
          ...plainSolidity,
          overrides: { 'contracts/A.sol': { settings: { viaIR: 'yes' } } },
        },
        'solidity.overrides["contracts/A.sol"].settings',
        'viaIR',
      ],
    ]
    for (const [solidity, place, reason] of wrong) {
      const error = await errorOf('SOLC_SETTINGS_INVALID', () =>
        compileScratch(scratch, { solidity }),
      )
      expect(error.shortMessage).to.include(` ${place} of the config`).and.include(reason)
    }
  })

  it('rejects overrides of files that are not there', async () => {
    const scratch = new Scratch({ 'contracts/Token.sol': contract('Token') })
    const overrides = { 'contracts/Tokn.sol': {} }
    const action = (): unknown =>
      compileScratch(scratch, { solidity: { ...plainSolidity, overrides } })
    const error = await errorOf('OVERRIDE_UNUSED', action)
    expect(error.hint).to.include('contracts/Token.sol')
  })

  it('tells errors with their place, as many as there are', async () => {
    const scratch = new Scratch({
      'contracts/A.sol': contract('A', [], 'uint x = "1";\nuint y = "2";'),
    })
    const error = await errorOf('COMPILE_FAILED', () => compileScratch(scratch))
    expect(error.shortMessage).to.include('and 1 more error')
    expect(error.data?.diagnostics).to.have.nested.property('[1].location.line', 4)
    expect(scratch.has('artifacts')).to.equal(false)
  })
})
