import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import {
  openArtifactStore,
  openTestArtifactStore,
} from '../../../src/internal/artifacts/open-store.js'
import { sourceIndexesOf } from '../../../src/internal/compile/source-indexes.js'
import { bundledVersion, TruffleFolder, withProject } from '../../support/truffle-folder.js'

const header = '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\n'
const box = `${header}
import "./Lib.sol";
import "pkg/contracts/Owned.sol";
contract Box is Owned {
  event Changed(uint value);
  uint public value;
  function zeta(uint v) public { value = Lib.twice(v); emit Changed(v); }
  function alpha() public view returns (uint) { return value; }
}
`
const files = {
  'contracts/Box.sol': box,
  'contracts/Lib.sol': `${header}library Lib { function twice(uint v) public pure returns (uint) { return v * 2; } }`,
  'contracts/Other.sol': `${header}interface Other { function f() external; }`,
  'node_modules/pkg/contracts/Owned.sol': `${header}import "./base/Base.sol";\ncontract Owned is Base { address public owner = msg.sender; }`,
  'node_modules/pkg/contracts/base/Base.sol': `${header}contract Base {}`,
}
const upToDate = '> Everything is up to date, there is nothing to compile.\n'
const start = '\nCompiling your contracts...\n===========================\n'

/** What tells whether a file was written. */
function ageFiles(folder: TruffleFolder): void {
  const directory = folder.path('build/contracts')
  for (const name of readdirSync(directory)) utimesSync(`${directory}/${name}`, 1, 1)
}

describe('compileProject', () => {
  let folder: TruffleFolder
  beforeEach(() => {
    folder = new TruffleFolder(files)
  })
  afterEach(() => folder.remove())

  it('prints what Truffle prints, and writes an artifact for each contract', async () => {
    const result = await folder.compile()
    const version = `${bundledVersion}+commit.f401782d.Emscripten.clang`
    assert.equal(
      folder.stdout,
      `${start}> Compiling ./contracts/Box.sol
> Compiling ./contracts/Lib.sol
> Compiling ./contracts/Other.sol
> Compiling pkg/contracts/Owned.sol
> Compiling pkg/contracts/base/Base.sol
> Artifacts written to ${folder.path('build/contracts')}
> Compiled successfully using:
   - solc: ${version}
`,
    )
    assert.deepEqual(readdirSync(folder.path('build/contracts')).sort(), [
      'Base.json',
      'Box.json',
      'Lib.json',
      'Other.json',
      'Owned.json',
    ])
    assert.deepEqual(result.compilers, [{ name: 'solc', version }])
    assert.deepEqual([...result.contracts].sort(), ['Base', 'Box', 'Lib', 'Other', 'Owned'])
  })

  it('writes artifacts as Truffle does', async () => {
    await folder.compile()
    const text = folder.read('build/contracts/Box.json')
    const artifact = JSON.parse(text)
    assert.equal(text, JSON.stringify(artifact, null, 2))
    assert.deepEqual(Object.keys(artifact), [
      'contractName',
      'abi',
      'metadata',
      'bytecode',
      'deployedBytecode',
      'immutableReferences',
      'generatedSources',
      'deployedGeneratedSources',
      'sourceMap',
      'deployedSourceMap',
      'source',
      'sourcePath',
      'ast',
      'compiler',
      'networks',
      'schemaVersion',
      'updatedAt',
      'devdoc',
      'userdoc',
    ])
    const names = artifact.abi.map(({ name }: { name?: string }) => name)
    assert.deepEqual(names.slice(-2), ['zeta', 'alpha'])
    assert.equal(artifact.ast.absolutePath, 'project:/contracts/Box.sol')
    assert.equal(artifact.sourcePath, folder.path('contracts/Box.sol'))
    assert.match(artifact.bytecode, /__Lib_{35}/)
    assert.equal(JSON.parse(folder.read('build/contracts/Other.json')).bytecode, '0x')
    const owned = JSON.parse(folder.read('build/contracts/Owned.json'))
    assert.equal(owned.sourcePath, 'pkg/contracts/Owned.sol')
  })

  it('remembers which sources a source map means', async () => {
    await folder.compile()
    const path = folder.path('contracts/Box.sol')
    const sources = sourceIndexesOf(folder.config(), path)
    assert.deepEqual([...(sources ?? [])].sort(), [
      path,
      folder.path('contracts/Lib.sol'),
      folder.path('contracts/Other.sol'),
      'pkg/contracts/Owned.sol',
      'pkg/contracts/base/Base.sol',
    ])
    const { ast } = JSON.parse(folder.read('build/contracts/Box.json'))
    assert.equal(sources?.[Number(ast.src.split(':')[2])], path)
    assert.equal(sourceIndexesOf(folder.config(), '/nowhere.sol'), undefined)
  })

  it('writes what it hands on to a file when asked', async () => {
    await folder.compile({ intermediateFile: folder.path('out/raw.json') })
    const { contracts, compilations } = JSON.parse(folder.read('out/raw.json'))
    assert.equal(contracts.length, 5)
    assert.equal(compilations.length, 1)
    const [{ sourceIndexes, sources, compiler }] = compilations
    assert.equal(sources[sourceIndexes.indexOf(folder.path('contracts/Box.sol'))].contents, box)
    assert.equal(compiler.name, 'solc')
    const code = contracts.find(({ contractName }: never) => contractName === 'Box').bytecode
    assert.match(code.bytes, /^[0-9a-f]+$/)
    assert.deepEqual(
      code.linkReferences.map(({ name }: { name: string }) => name),
      ['Lib'],
    )
  })

  it('finds imports from the root of the project, as Truffle 4 does', async () => {
    folder.write('contracts/Other.sol', `${header}import "contracts/Lib.sol"; contract Other {}`)
    await folder.compile()
    const { ast } = JSON.parse(folder.read('build/contracts/Other.json'))
    assert.equal(ast.nodes[1].absolutePath, 'contracts/Lib.sol')
  })

  it('does nothing the second time', async () => {
    await folder.compile()
    ageFiles(folder)
    // Aged files are read once more.
    await folder.compile()
    const result = await folder.compile()
    assert.equal(folder.stdout, start + upToDate)
    assert.deepEqual(result.contracts, [])
  })

  it('keeps builds into several folders apart, also for test runs', async () => {
    const elsewhere = { contracts_build_directory: folder.path('elsewhere') }
    await folder.compile({}, elsewhere)
    await folder.compile({ purpose: 'test' }, elsewhere)
    assert.equal(folder.stdout, start + upToDate)
    await folder.compile({ purpose: 'test' })
    assert.equal(openTestArtifactStore(folder.config()).find('Box')?.contractName, 'Box')
    await folder.compile()
    assert.ok(existsSync(folder.path('build/contracts/Box.json')))
    await folder.compile({}, elsewhere)
    assert.equal(folder.stdout, start + upToDate)
  })

  it('keeps quiet when asked', async () => {
    await folder.compile({ quiet: true })
    assert.equal(folder.stdout, '')
    folder.write('contracts/Other.sol', `${header}interface Other {}`)
    await folder.compile({}, { quiet: true })
    assert.equal(folder.stdout, '')
  })

  it('compiles what a change concerns, and keeps networks', async () => {
    await folder.compile()
    const store = openArtifactStore(folder.config())
    const lib = store.find('Lib')
    assert.ok(lib)
    store.write({ ...lib, networks: { 5777: { events: {}, links: {}, address: '0x1' } } })
    folder.write('contracts/Lib.sol', `${files['contracts/Lib.sol']}\n// changed`)
    const result = await folder.compile()
    assert.deepEqual(result.sources, [
      folder.path('contracts/Box.sol'),
      folder.path('contracts/Lib.sol'),
    ])
    assert.equal(openArtifactStore(folder.config()).find('Lib')?.networks['5777']?.address, '0x1')
  })

  it('sees changes in packages, in settings and of the compiler', async () => {
    await folder.compile()
    folder.write('node_modules/pkg/contracts/base/Base.sol', `${header}contract Base { }`)
    const paths = ['contracts/Box.sol'].map((name) => folder.path(name))
    const changed = await folder.compile()
    assert.deepEqual(changed.sources, [
      ...paths,
      'pkg/contracts/Owned.sol',
      'pkg/contracts/base/Base.sol',
    ])
    const solc = { version: bundledVersion, settings: { optimizer: { enabled: true } } }
    assert.equal((await folder.compile({}, { compilers: { solc } })).contracts.length, 5)
    assert.equal((await folder.compile({}, { compilers: { solc } })).contracts.length, 0)
  })

  it('is not disturbed by migrations that record addresses', async () => {
    await folder.compile()
    const store = openArtifactStore(folder.config())
    const artifact = store.find('Box')
    assert.ok(artifact)
    store.write({ ...artifact, networks: { 1: { events: {}, links: {}, address: '0x1' } } })
    await folder.compile()
    assert.equal(folder.stdout, start + upToDate)
  })

  it('makes again what was deleted or damaged', async () => {
    await folder.compile()
    rmSync(folder.path('build/contracts/Lib.json'))
    folder.write('build/contracts/Other.json', '{ "contractName": "Other" }')
    const result = await folder.compile()
    assert.deepEqual([...result.contracts].sort(), ['Lib', 'Other'])
    await folder.compile()
    assert.equal(folder.stdout, start + upToDate)
  })

  it('compiles all when asked, and writes only what differs', async () => {
    await folder.compile()
    ageFiles(folder)
    assert.equal((await folder.compile({ all: true })).contracts.length, 5)
    assert.equal(JSON.parse(folder.read('build/contracts/Box.json')).contractName, 'Box')
  })

  it('compiles files that are named, and those that import them', async () => {
    await folder.compile()
    const result = await folder.compile({ files: ['contracts/Lib.sol'] })
    assert.deepEqual([...result.contracts].sort(), ['Box', 'Lib'])
    await assert.rejects(folder.compile({ files: ['contracts/None.sol'] }), {
      code: 'TRUFFLE_SOURCE_NOT_FOUND',
    })
  })

  it('says in solc’s words what is wrong, and keeps what was there', async () => {
    await folder.compile()
    const before = folder.read('build/contracts/Box.json')
    folder.write('contracts/Box.sol', `${header}contract Box { uint x = "a"; }`)
    await assert.rejects(folder.compile(), (error: Error) => {
      assert.match(
        error.message,
        /^TypeError: Type literal_string "a" is not implicitly convertible/,
      )
      assert.match(error.message, /--> project:\/contracts\/Box.sol:3:25:/)
      assert.match(error.message, /\n\nCompilation failed. See above.$/)
      return true
    })
    assert.equal(folder.read('build/contracts/Box.json'), before)
    folder.write('contracts/Box.sol', box)
    await folder.compile()
    assert.equal(folder.stdout, start + upToDate)
  })

  it('leaves a missing import to solc', async () => {
    folder.write('contracts/Bad.sol', `${header}import "nowhere/X.sol";`)
    await assert.rejects(folder.compile(), /Source "nowhere\/X.sol" not found/)
    folder.write('node_modules/nowhere/X.sol', `${header}contract X {}`)
    assert.ok((await folder.compile()).contracts.includes('X'))
  })

  it('notices when a missing import appears, after everything else was compiled', async () => {
    folder.write('node_modules/pkg/contracts/Owned.sol', `${header}contract Owned {}`)
    await folder.compile()
    folder.write('contracts/New.sol', `${header}import "late/X.sol"; contract New is X {}`)
    await assert.rejects(folder.compile(), /not found/)
    folder.write('node_modules/late/X.sol', `${header}contract X {}`)
    assert.deepEqual([...(await folder.compile()).contracts].sort(), ['New', 'X'])
  })

  it('prints warnings as one block, and takes them for errors when strict', async () => {
    folder.write('contracts/Warn.sol', `${header}contract Warn { function f() public { uint x; } }`)
    const { warnings } = await folder.compile()
    assert.equal(warnings.length, 2)
    assert.match(folder.stdout, /> Compilation warnings encountered:\n\n {4}Warning: /)
    await assert.rejects(folder.compile({ all: true }, { strict: true }), {
      code: 'TRUFFLE_COMPILE_FAILED',
    })
    assert.doesNotMatch(folder.stdout, /warnings encountered/)
  })

  it('does nothing without contracts', async () => {
    await withProject({}, async (empty) => {
      await empty.compile()
      assert.equal(empty.stdout, start + upToDate)
      assert.equal(existsSync(empty.path('build')), false)
    })
  })

  it('says so when compiling is switched off', async () => {
    await folder.compile({ compiler: 'none' })
    assert.equal(
      folder.stdout,
      `${start}> Compilation skipped because --compile-none option was passed.\n`,
    )
  })

  describe('with contracts of one name', () => {
    it('finds each by its qualified name, whatever was compiled when', async () => {
      await folder.compile()
      folder.write('contracts/a/Box.sol', `${header}contract Box { uint a; }`)
      await folder.compile()
      const config = folder.config()
      const found = (name: string): string | undefined =>
        openArtifactStore(config).find(name)?.sourcePath
      // As when all are compiled at once, the last one in the order of sources has the name.
      assert.equal(found('Box'), folder.path('contracts/a/Box.sol'))
      assert.equal(found('contracts/a/Box.sol:Box'), folder.path('contracts/a/Box.sol'))
      assert.equal(found('contracts/Box.sol:Box'), folder.path('contracts/Box.sol'))
      await folder.compile()
      assert.equal(folder.stdout, start + upToDate)
      await folder.compile({ all: true })
      assert.equal(
        folder.stderr,
        '\n> Duplicate contract names found for Box.\n> This can cause errors and unknown behavior. Please rename one of your contracts.\n',
      )
      assert.equal(found('Box'), folder.path('contracts/a/Box.sol'))
    })

    it('gives the name back when the other is gone', async () => {
      folder.write('contracts/a/Box.sol', `${header}contract Box { uint a; }`)
      await folder.compile()
      rmSync(folder.path('contracts/a/Box.sol'))
      await folder.compile()
      const store = openArtifactStore(folder.config())
      assert.equal(store.find('Box')?.sourcePath, folder.path('contracts/Box.sol'))
    })
  })

  describe('for a test run', () => {
    const test = `${header}import "../contracts/Box.sol"; import "truffle/DeployedAddresses.sol"; import "truffle/Assert.sol";
contract TestBox { function testIt() public { Assert.equal(uint(1), uint(1), DeployedAddresses.Box() == address(0) ? "a" : "b"); } }`
    const library = `${header}library DeployedAddresses { function Box() public pure returns (address) { return address(1); } }`
    const options = {
      purpose: 'test' as const,
      memorySources: { 'truffle/DeployedAddresses.sol': library },
    }

    it('leaves no trace among the artifacts, and compiles once', async () => {
      folder.write('test/TestBox.sol', test)
      const extra = { ...options, extraSources: [folder.path('test/TestBox.sol')] }
      const first = await folder.compile(extra)
      assert.ok(first.contracts.includes('Box') && first.contracts.includes('TestBox'))
      assert.doesNotMatch(folder.stdout, /Compiling truffle/)
      assert.equal(existsSync(folder.path('build')), false)
      assert.deepEqual((await folder.compile(extra)).contracts, [])
      const artifact = openTestArtifactStore(folder.config()).find('TestBox')
      assert.match(artifact?.bytecode ?? '', /__DeployedAddresses_{21}/)
      assert.equal(typeof artifact?.ast, 'object')
    })

    it('takes from the build what is up to date there', async () => {
      await folder.compile()
      folder.write('test/TestBox.sol', test)
      const extra = { ...options, extraSources: [folder.path('test/TestBox.sol')] }
      const { contracts } = await folder.compile(extra)
      assert.deepEqual([...contracts].sort(), ['DeployedAddresses', 'TestBox'])
      assert.deepEqual((await folder.compile(extra)).contracts, [])
      folder.write('contracts/Other.sol', `${header}interface Other { function g() external; }`)
      assert.deepEqual((await folder.compile(extra)).contracts, ['Other'])
      const store = openTestArtifactStore(folder.config())
      assert.equal(store.find('Other')?.abi[0]?.name, 'g')
    })
  })
})
