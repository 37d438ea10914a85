import { readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { ProjectCompiler } from '../../src/internal/project-compiler.js'
import type { CompileRequest, CompileResult, CompilerOptions } from '../../src/options.js'
import { NoSolc, WatchedSolc } from '../support/no-solc.js'
import {
  compileScratch,
  contract,
  optionsFor,
  plainSolidity,
  sharedPool,
} from '../support/project.js'
import { errorOf } from '../support/rejection.js'
import { removeScratches, Scratch } from '../support/scratch.js'

/** Compiles where solc must not be needed. */
function compileWithoutSolc(
  scratch: Scratch,
  changes: Partial<CompilerOptions> = {},
): Promise<CompileResult> {
  return new ProjectCompiler(optionsFor(scratch, changes), new NoSolc(1)).compile()
}

async function watchedInputs(
  scratch: Scratch,
  request: CompileRequest = {},
): Promise<WatchedSolc['inputs']> {
  const pool = new WatchedSolc(sharedPool)
  await new ProjectCompiler(optionsFor(scratch), pool).compile(request)
  return pool.inputs
}

/** Compiles until the state trusts all files: those written a moment before it are looked at again. */
async function compileAged(scratch: Scratch): Promise<void> {
  do await compileScratch(scratch)
  while (scratch.read('cache/solidity/default/state.json').includes(',-1,0,0,0]'))
}

/** A imports B; C stands alone. */
function threeContracts(): Scratch {
  return new Scratch({
    'package.json': '{}',
    'contracts/A.sol': contract('A', ['./B.sol']),
    'contracts/B.sol': contract('B'),
    'contracts/C.sol': contract('C'),
  })
}

const artifactA = 'artifacts/contracts/A.sol/A.json'
const artifactC = 'artifacts/contracts/C.sol/C.json'

describe('compile: cache', function () {
  this.timeout(30_000)
  afterEach(removeScratches)
  after(() => sharedPool.close())

  it('does nothing the second time, and needs no solc for it', async () => {
    const scratch = threeContracts()
    const first = await compileScratch(scratch)
    const second = await compileWithoutSolc(scratch)
    expect(first.status).to.equal('compiled')
    expect(second.status).to.equal('up-to-date')
    expect(second.artifacts).to.deep.equal(first.artifacts)
    expect(second.restoredSources).to.deep.equal([])
  })

  it('compiles what was edited and what imports it, from their sources alone', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    scratch.write('contracts/B.sol', contract('B', [], 'uint public x;'))
    const [input, ...more] = await watchedInputs(scratch)
    expect(more).to.deep.equal([])
    expect(Object.keys(input?.sources ?? {})).to.deep.equal(['contracts/A.sol', 'contracts/B.sol'])
    expect(Object.keys(input?.settings.outputSelection ?? {})).to.deep.equal([
      'contracts/A.sol',
      'contracts/B.sol',
    ])
    scratch.write('contracts/A.sol', contract('A', ['./B.sol'], 'uint public y;'))
    const [edited] = await watchedInputs(scratch)
    expect(Object.keys(edited?.sources ?? {})).to.deep.equal(['contracts/A.sol', 'contracts/B.sol'])
    expect(Object.keys(edited?.settings.outputSelection ?? {})).to.deep.equal(['contracts/A.sol'])
  })

  it('leaves files alone whose content did not change', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    const later = new Date(Date.now() + 60_000)
    utimesSync(scratch.path('contracts/A.sol'), later, later)
    expect((await compileWithoutSolc(scratch)).status).to.equal('up-to-date')
  })

  it('sees an edit that keeps size and time', async () => {
    const scratch = threeContracts()
    const past = new Date(Date.now() - 3_600_000)
    scratch.write('contracts/C.sol', contract('C', [], 'uint x;'))
    utimesSync(scratch.path('contracts/C.sol'), past, past)
    await compileScratch(scratch)
    scratch.write('contracts/C.sol', contract('C', [], 'uint y;'))
    utimesSync(scratch.path('contracts/C.sol'), past, past)
    expect((await compileScratch(scratch)).compiledSources).to.deep.equal(['contracts/C.sol'])
  })

  it('sees an edit right after a compilation', async () => {
    const scratch = threeContracts()
    for (const name of ['x', 'y', 'z']) {
      scratch.write('contracts/C.sol', contract('C', [], `uint public ${name};`))
      await compileScratch(scratch)
      expect(scratch.read(artifactC)).to.include(`"name": "${name}"`)
    }
  })

  it('brings an earlier state back without solc', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    const before = scratch.read(artifactA)
    const source = scratch.read('contracts/B.sol')
    scratch.write('contracts/B.sol', contract('B', [], 'uint public x;'))
    scratch.write('contracts/D.sol', contract('D'))
    await compileScratch(scratch)
    expect(scratch.read(artifactA)).not.to.equal(before)

    scratch.write('contracts/B.sol', source)
    scratch.remove('contracts/D.sol')
    const back = await compileWithoutSolc(scratch)
    expect(back.status).to.equal('up-to-date')
    expect(back.restoredSources).to.deep.equal(['contracts/A.sol', 'contracts/B.sol'])
    expect(back.removed).to.deep.equal([scratch.path('artifacts/contracts/D.sol/D.json')])
    expect(scratch.read(artifactA)).to.equal(before)
  })

  it('knows what unchanged files import when others change', async () => {
    const scratch = threeContracts()
    await compileAged(scratch)
    scratch.write('contracts/B.sol', contract('B', [], 'uint public x;'))
    const edited = await compileScratch(scratch)
    expect(edited.compiledSources).to.deep.equal(['contracts/A.sol', 'contracts/B.sol'])
    scratch.write('contracts/A.sol', contract('A', ['./C.sol']))
    expect((await compileScratch(scratch)).compiledSources).to.deep.equal(['contracts/A.sol'])
    scratch.write('contracts/B.sol', contract('B', [], 'uint public y;'))
    expect((await compileScratch(scratch)).compiledSources).to.deep.equal(['contracts/B.sol'])
    scratch.remove('contracts/B.sol')
    const { removed } = await compileScratch(scratch)
    expect(removed).to.deep.equal([scratch.path('artifacts/contracts/B.sol/B.json')])
    scratch.write('contracts/A.sol', contract('A', ['./B.sol']))
    await errorOf('IMPORT_NOT_FOUND', () => compileScratch(scratch))
  })

  it('plans again when a source changes before it is read', async () => {
    const scratch = threeContracts()
    await compileAged(scratch)
    let edits = 0
    const solidity = {
      ...plainSolidity,
      // Looked at when versions are chosen: after the sources were looked at.
      get overrides() {
        if (edits++ === 1) scratch.write('contracts/B.sol', contract('B', [], 'uint public late;'))
        return {}
      },
    }
    scratch.write('contracts/A.sol', contract('A', ['./B.sol'], 'uint public x;'))
    const { compiledSources } = await compileScratch(scratch, { solidity })
    expect(edits).to.be.greaterThan(2)
    expect(compiledSources).to.deep.equal(['contracts/A.sol', 'contracts/B.sol'])
    expect(scratch.read('artifacts/contracts/B.sol/B.json')).to.include('"name": "late"')
    expect((await compileWithoutSolc(scratch)).status).to.equal('up-to-date')
  })

  it('can be moved to another place', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    const copy = scratch.copy()
    scratch.remove('.')
    const result = await compileWithoutSolc(copy)
    expect(result.status).to.equal('up-to-date')
    expect(result.artifacts.map(({ path }) => path)).to.include(copy.path(artifactA))
  })

  it('serves a clean checkout that brings only the cache', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    const before = scratch.read(artifactA)
    const copy = scratch.copy()
    copy.remove('artifacts')
    await compileWithoutSolc(copy)
    expect(copy.read(artifactA)).to.equal(before)
  })

  it('notices a new file that comes in front of a package', async () => {
    const scratch = new Scratch({
      'contracts/A.sol': contract('A', ['p/P.sol']),
      'node_modules/p/P.sol': contract('P'),
    })
    await compileScratch(scratch)
    scratch.write('contracts/node_modules/p/P.sol', contract('P', [], 'uint public x;'))
    const result = await compileScratch(scratch)
    expect(result.compiledSources).to.deep.equal(['contracts/A.sol', 'p/P.sol'])
  })

  it('notices remappings', async () => {
    const scratch = new Scratch({
      'contracts/A.sol': contract('A', ['p/P.sol']),
      'one/P.sol': contract('P'),
      'two/P.sol': contract('P', [], 'uint public x;'),
      'remappings.txt': 'p/=one/',
    })
    await compileScratch(scratch)
    scratch.write('remappings.txt', 'p/=two/')
    const result = await compileScratch(scratch)
    expect(result.artifacts.map(({ sourceName }) => sourceName)).to.include('two/P.sol')
    expect(scratch.has('artifacts/one')).to.equal(false)
  })

  it('compiles again for other settings, and goes back without solc', async () => {
    const scratch = threeContracts()
    const optimized = { ...plainSolidity, settings: { optimizer: { enabled: true, runs: 1 } } }
    await compileScratch(scratch)
    const plain = scratch.read(artifactA)
    const changed = await compileScratch(scratch, { solidity: optimized })
    expect(changed.compiledSources).to.have.length(3)
    expect(scratch.read(artifactA)).not.to.equal(plain)
    await compileWithoutSolc(scratch)
    expect(scratch.read(artifactA)).to.equal(plain)
  })

  it('compiles everything again when forced', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    const result = await compileScratch(scratch, {}, { force: true })
    expect(result.compiledSources).to.have.length(3)
  })

  for (const [what, path] of [
    ['an artifact', artifactA],
    ['the pointer to a build-info', 'artifacts/contracts/A.sol/A.dbg.json'],
    ['all artifacts', 'artifacts'],
    ['the build-infos', 'artifacts/build-info'],
  ] as const) {
    it(`brings back ${what} that was deleted`, async () => {
      const scratch = threeContracts()
      await compileScratch(scratch)
      const files = readdirSync(scratch.path('artifacts'), { recursive: true }).sort()
      scratch.remove(path)
      await compileWithoutSolc(scratch)
      expect(readdirSync(scratch.path('artifacts'), { recursive: true }).sort()).to.deep.equal(
        files,
      )
    })
  }

  it('brings back an artifact that was changed', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    const before = scratch.read(artifactA)
    scratch.write(artifactA, '{}')
    await compileWithoutSolc(scratch)
    expect(scratch.read(artifactA)).to.equal(before)
  })

  describe('with damage', () => {
    const damages: readonly (readonly [what: string, damage: (path: string) => void])[] = [
      ['cut short', (path) => truncateSync(path, 40)],
      ['empty', (path) => truncateSync(path, 0)],
      ['garbage', (path) => writeFileSync(path, '{"format":"scaffold-compiler-state-1"}')],
    ]
    const folder = 'cache/solidity/default'
    for (const [what, damage] of damages) {
      for (const file of ['state.json', 'units.json', 'runs']) {
        it(`treats ${file} that is ${what} as a miss`, async () => {
          const scratch = threeContracts()
          await compileScratch(scratch)
          const before = scratch.read(artifactA)
          const [run = ''] = readdirSync(scratch.path(`${folder}/runs`))
          damage(scratch.path(`${folder}/${file === 'runs' ? `runs/${run}` : file}`))
          // What is on disk is not enough any more, so that the damaged file is needed.
          scratch.remove(artifactC)
          await compileScratch(scratch)
          expect(scratch.read(artifactA)).to.equal(before)
          expect(scratch.has(artifactC)).to.equal(true)
          expect((await compileWithoutSolc(scratch)).status).to.equal('up-to-date')
        })
      }
    }
  })

  it('deletes stale artifacts even when the cache was lost', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    scratch.remove('cache')
    scratch.remove('contracts/C.sol')
    scratch.write('artifacts/mine.json', '{"of":"the user"}')
    scratch.write('artifacts/contracts/A.sol/A.json.1.0123abcd.tmp', 'half')
    await compileScratch(scratch)
    expect(scratch.has('artifacts/contracts/C.sol')).to.equal(false)
    expect(scratch.has('artifacts/mine.json')).to.equal(true)
    expect(readdirSync(scratch.path('artifacts/contracts/A.sol'))).to.have.length(2)
  })

  it('deletes the file that a run was at when it was cut off', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch, {}, { files: ['contracts/C.sol'] })
    const leftover = 'artifacts/contracts/C.sol/C.dbg.json.1.0123abcd.tmp'
    scratch.write(leftover, 'half')
    scratch.write('artifacts/mine.json.tmp', 'of the user')
    await compileScratch(scratch)
    expect(scratch.has(leftover)).to.equal(false)
    expect(scratch.has('artifacts/mine.json.tmp')).to.equal(true)
  })

  it('keeps the artifacts when a compilation fails, and compiles only the rest once it is mended', async () => {
    const scratch = threeContracts()
    await compileScratch(scratch)
    const before = scratch.read(artifactC)
    scratch.write('contracts/C.sol', contract('C', [], 'uint x = "";'))
    const error = await errorOf('COMPILE_FAILED', () => compileScratch(scratch))
    expect(error.data?.diagnostics).to.be.an('array').with.length(1)
    expect(scratch.read(artifactC)).to.equal(before)
    await errorOf('COMPILE_FAILED', () => compileScratch(scratch))
    scratch.write('contracts/C.sol', contract('C', [], 'uint public x;'))
    expect((await compileScratch(scratch)).compiledSources).to.deep.equal(['contracts/C.sol'])
  })

  it('compiles single files, and the others when asked for', async () => {
    const scratch = threeContracts()
    const first = await compileScratch(scratch, {}, { files: ['contracts/C.sol'] })
    expect(first.artifacts.map(({ contractName }) => contractName)).to.deep.equal(['C'])
    const all = await compileScratch(scratch)
    expect(all.compiledSources).to.deep.equal(['contracts/A.sol', 'contracts/B.sol'])

    scratch.write('contracts/A.sol', contract('A', ['./B.sol'], 'uint public x;'))
    scratch.write('contracts/C.sol', contract('C', [], 'uint public x;'))
    const part = await compileScratch(scratch, {}, { files: [scratch.path('contracts/C.sol')] })
    expect(part.compiledSources).to.deep.equal(['contracts/C.sol'])
    expect(part.artifacts).to.have.length(3)
    const rest = await compileScratch(scratch)
    expect(rest.compiledSources).to.deep.equal(['contracts/A.sol'])
    await errorOf('SOURCE_UNKNOWN', () => compileScratch(scratch, {}, { files: ['package.json'] }))
  })

  it('tells warnings once', async () => {
    const scratch = new Scratch({
      'contracts/A.sol': contract('A', ['./B.sol'], 'function f() external { uint x; }'),
      'contracts/B.sol': contract('B', [], 'function g() external { uint y; }'),
    })
    const files = async (): Promise<(string | undefined)[]> =>
      (await compileScratch(scratch)).diagnostics
        .filter(({ code }) => code === '2072')
        .map(({ location }) => location?.file)
    expect(await files()).to.deep.equal(['contracts/A.sol', 'contracts/B.sol'])
    expect(await files()).to.deep.equal([])
    scratch.write('contracts/A.sol', `${scratch.read('contracts/A.sol')}// edited`)
    expect(await files()).to.deep.equal(['contracts/A.sol'])
  })
})
