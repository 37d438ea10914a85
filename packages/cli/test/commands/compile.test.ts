import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { boxProject, boxSource } from '../support/projects.js'
import { runScaffold } from '../support/run-scaffold.js'
import { useSharedTempFolder, useTempFolder } from '../support/temp-folder.js'

describe('scaffold compile', () => {
  const folder = useTempFolder(boxProject)
  const run = (...args: string[]) => runScaffold(args, { cwd: folder.path })

  it('compiles, and then has nothing to do', async () => {
    const first = await run('compile')
    expect(first.stdout).to.match(/^Compiled 1 contract with solc 0\.8\.37 in [\d.]+ m?s\n$/)
    expect(first.exitCode).to.equal(0)
    const artifact = join(folder.path, 'artifacts/contracts/Box.sol/Box.json')
    expect(JSON.parse(await readFile(artifact, 'utf8')).contractName).to.equal('Box')
    expect(await run('compile')).to.deep.equal({
      exitCode: 0,
      stdout: 'Nothing to compile\n',
      stderr: '',
    })
    expect((await run('compile', '--force')).stdout).to.match(/^Compiled 1 contract/)
  })

  it('works from a folder below the project', async () => {
    const { stdout } = await runScaffold(['compile'], { cwd: join(folder.path, 'contracts') })
    expect(stdout).to.match(/^Compiled 1 contract/)
    expect(await readdir(join(folder.path, 'contracts'))).to.deep.equal(['Box.sol'])
  })

  it('works from elsewhere with --cwd and --config', async () => {
    await folder.write({
      'other.config.js': `export default { paths: { sources: 'none' } }`,
      'none/README.md': 'no contracts yet',
    })
    const here = await runScaffold(['compile', '--cwd', folder.path], { cwd: '/' })
    expect(here.stdout).to.match(/^Compiled 1 contract/)
    const other = await run('--config', 'other.config.js', 'compile')
    expect(other.stdout).to.match(/Nothing to compile/)
  })

  it('misses the folder of contracts', async () => {
    await folder.write({ 'other.config.js': `export default { paths: { sources: 'contacts' } }` })
    const { exitCode, stderr } = await run('--config', 'other.config.js', 'compile')
    expect(stderr).to.match(/^error\[SOURCES_MISSING\]/)
    expect(exitCode).to.equal(1)
  })

  it('prints the result as JSON and nothing else', async () => {
    const { stdout, stderr } = await run('compile', '--json')
    const result = JSON.parse(stdout)
    expect(result).to.include({ status: 'compiled' })
    expect(result.compiledSources).to.deep.equal(['contracts/Box.sol'])
    expect(stderr).to.equal('')
  })

  it('prints nothing when all is well and it is to be quiet', async () => {
    expect(await run('compile', '--quiet')).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' })
  })

  it('shows warnings once, on stderr, with their place', async () => {
    await folder.write({
      'contracts/Box.sol': boxSource.replace('external {', 'external { uint unused;'),
    })
    const { exitCode, stdout, stderr } = await run('compile')
    expect(stderr).to.match(/contracts\/Box\.sol:9:\d+/)
    expect(stderr).to.match(/\^/)
    expect(stdout).to.match(/^Compiled 1 contract/)
    expect(exitCode).to.equal(0)
    expect((await run('compile')).stderr).to.equal('')
  })

  it('shows errors with their place and fails', async () => {
    await folder.write({
      'contracts/Box.sol': boxSource.replace('uint256 public value;', 'uint256 public value = ;'),
    })
    const { exitCode, stdout, stderr } = await run('compile')
    expect(stderr).to.match(/^error\[COMPILE_FAILED\]/)
    expect(stderr).to.match(/contracts\/Box\.sol:4:\d+/)
    expect(stderr).not.to.match(/\n\s+at /)
    expect(stdout).to.equal('')
    expect(exitCode).to.equal(1)
  })

  it('has the error as JSON, too', async () => {
    await folder.write({ 'contracts/Box.sol': 'contract Box { uint }' })
    const { exitCode, stdout } = await run('compile', '--json')
    expect(JSON.parse(stdout).error.code).to.equal('COMPILE_FAILED')
    expect(exitCode).to.equal(1)
  })

  it('prints sizes and limits', async () => {
    const { stdout } = await run('compile', '--sizes')
    expect(stdout).to.match(/Box +[\d,]+ +[\d,]+/)
    expect(stdout).to.contain('24,576')
  })

  it('says what it removed', async () => {
    await run('compile')
    await writeFile(
      join(folder.path, 'contracts/New.sol'),
      'pragma solidity ^0.8.0; contract New {}',
    )
    await run('compile')
    await rm(join(folder.path, 'contracts/New.sol'))
    expect((await run('compile')).stdout).to.match(/removed 1 artifact of deleted contracts/)
  })
})

describe('scaffold clean', () => {
  const folder = useTempFolder(boxProject)

  it('deletes what the compiler made and nothing else', async () => {
    const before = await readdir(folder.path)
    await runScaffold(['compile'], { cwd: folder.path })
    await folder.write({ 'deployments/live.json': '{}' })
    const { stderr, exitCode } = await runScaffold(['clean'], { cwd: folder.path })
    expect(stderr).to.equal('Deleted artifacts\nDeleted cache\nDeleted types\n')
    expect(exitCode).to.equal(0)
    expect(await readdir(folder.path)).to.deep.equal([...before, 'deployments'].sort())
    const again = await runScaffold(['clean'], { cwd: folder.path })
    expect(again.stderr).to.equal('Nothing to delete\n')
  })

  it('deletes the shared compilers only when asked', async () => {
    await folder.write({ 'shared/solc/0.8.1/soljson.js': '' })
    const env = { SCAFFOLD_CACHE_DIR: join(folder.path, 'shared') }
    await runScaffold(['clean'], { cwd: folder.path, env })
    expect(await readdir(folder.path)).to.include('shared')
    const { stdout } = await runScaffold(['clean', '--cache-global', '--json'], {
      cwd: folder.path,
      env,
    })
    expect(JSON.parse(stdout)).to.deep.equal({ removed: [env.SCAFFOLD_CACHE_DIR] })
    expect(await readdir(folder.path)).not.to.include('shared')
  })
})

describe('scaffold inspect', () => {
  const folder = useSharedTempFolder(boxProject)
  const run = (...args: string[]) => runScaffold(['inspect', 'Box', ...args], { cwd: folder.path })

  const cases: readonly (readonly [field: string, text: RegExp])[] = [
    ['abi', /function set\(uint256 next\)/],
    ['bytecode', /^0x60[0-9a-f]+\n$/],
    ['deployed-bytecode', /^0x60[0-9a-f]+\n$/],
    ['constructor', /constructor\(uint256 start\)/],
    ['methods', /0x60fe47b1 +function set\(uint256 next\)/],
    ['events', /0x[0-9a-f]{64} +event Changed\(uint256 value\)/],
    ['errors', /0x[0-9a-f]{8} +error TooSmall\(uint256 value\)/],
    [
      'storage-layout',
      /slot +offset +bytes +name +type\n +0 +0 +32 +value +uint256\n +1 +0 +20 +owner +address/,
    ],
    ['metadata', /"compiler":\{"version":"0\.8\.37/],
    ['libraries', /Needs no libraries/],
    ['size', /Box +[\d,]+/],
  ]
  for (const [field, text] of cases) {
    it(`shows ${field}`, async () => {
      const { stdout, exitCode } = await run(field)
      expect(stdout).to.match(text)
      expect(exitCode).to.equal(0)
      const json = await run(field, '--json')
      expect(() => JSON.parse(json.stdout)).not.to.throw()
    })
  }

  it('gives selectors as data', async () => {
    const { stdout } = await run('methods', '--json')
    expect(JSON.parse(stdout)).to.deep.equal({
      'set(uint256)': '0x60fe47b1',
      'value()': '0x3fa4f245',
    })
  })

  it('gives an overview', async () => {
    const { stdout } = await run()
    for (const title of ['constructor', 'methods', 'events', 'errors', 'size']) {
      expect(stdout).to.contain(`${title}\n`)
    }
  })

  it('says on stderr what a contract does not have', async () => {
    await folder.write({ 'contracts/Bare.sol': 'pragma solidity ^0.8.28;\ncontract Bare {}\n' })
    for (const field of ['abi', 'constructor', 'methods', 'events', 'errors']) {
      const bare = (...args: string[]) =>
        runScaffold(['inspect', 'Bare', field, ...args], { cwd: folder.path })
      const { stdout, stderr, exitCode } = await bare()
      expect(stdout).to.equal('')
      expect(stderr).to.contain(`Bare has no ${field}\n`)
      expect(exitCode).to.equal(0)
      const json = JSON.parse((await bare('--json')).stdout)
      expect(json ?? []).to.be.empty
    }
  })

  it('tells contracts of one name apart, though compiled together or one by one', async () => {
    const twin = (field: string): string =>
      `pragma solidity ^0.8.28;\ncontract Twin { uint8 ${field}; function ${field}Of() external {} }\n`
    await folder.write({
      'contracts/a/Twin.sol': twin('left'),
      'contracts/b/Twin.sol': twin('right'),
    })
    const check = async (path: string, field: string): Promise<void> => {
      const twinOf = async (what: string): Promise<string> => {
        const args = ['inspect', `contracts/${path}/Twin.sol:Twin`, what]
        return (await runScaffold(args, { cwd: folder.path })).stdout
      }
      expect(await twinOf('storage-layout')).to.match(new RegExp(`0 +0 +1 +${field} +uint8`))
      expect(await twinOf('methods')).to.contain(`function ${field}Of()`)
      const metadata = JSON.parse(await twinOf('metadata'))
      expect(Object.values(metadata.settings.compilationTarget)).to.deep.equal(['Twin'])
      expect(metadata.output.abi[0].name).to.equal(`${field}Of`)
    }
    await check('a', 'left')
    await check('b', 'right')
    await folder.write({ 'contracts/b/Twin.sol': twin('other') })
    await check('b', 'other')
    await check('a', 'left')
    const { stderr } = await runScaffold(['inspect', 'Twin', 'size'], { cwd: folder.path })
    expect(stderr).to.match(/^error\[ARTIFACT_AMBIGUOUS\]/m)
  })

  it('knows which contract was meant', async () => {
    const { stderr, exitCode } = await runScaffold(['inspect', 'Bxo'], { cwd: folder.path })
    expect(stderr).to.match(/^error\[ARTIFACT_NOT_FOUND\].*Bxo[\s\S]*Box/m)
    expect(exitCode).to.equal(1)
  })
})

describe('scaffold flatten', () => {
  const folder = useTempFolder({
    ...boxProject,
    'contracts/Shop.sol': `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
import {Box} from "./Box.sol";
contract Shop { Box private box; }
`,
  })

  it('puts imports before what imports them, each once', async () => {
    const { stdout, exitCode } = await runScaffold(['flatten', 'contracts/Shop.sol'], {
      cwd: folder.path,
    })
    expect(exitCode).to.equal(0)
    expect(stdout).not.to.match(/^import/m)
    expect(stdout.indexOf('contract Box')).to.be.below(stdout.indexOf('contract Shop'))
    expect(stdout.split('contract Box')).to.have.lengthOf(2)
  })

  it('makes a file that compiles', async () => {
    await runScaffold(['flatten', 'contracts/Shop.sol', '-o', 'flat/All.sol'], { cwd: folder.path })
    await folder.write({ 'flat.config.js': `export default { paths: { sources: 'flat' } }` })
    const { stdout } = await runScaffold(['compile', '--config', 'flat.config.js'], {
      cwd: folder.path,
    })
    expect(stdout).to.match(/^Compiled 2 contracts/)
  })
})
