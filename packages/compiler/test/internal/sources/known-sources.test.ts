import { renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { expect } from 'chai'
import { inputEntry } from '../../../src/internal/cache/check-state.js'
import type { State } from '../../../src/internal/cache/state.js'
import { readSignature, type Signature } from '../../../src/internal/files/signature.js'
import { discoverSources } from '../../../src/internal/sources/discover.js'
import { loadSources, type Sources } from '../../../src/internal/sources/load-sources.js'
import { contract, optionsFor } from '../../support/project.js'
import { errorOf } from '../../support/rejection.js'
import { removeScratches, Scratch } from '../../support/scratch.js'

type Known = Pick<State, 'inputs' | 'scans'>

function load(scratch: Scratch, state?: Known): Sources {
  const { root } = scratch
  const paths = discoverSources({ root, sources: [`${root}/contracts`], excluded: [] })
  return loadSources(optionsFor(scratch), { paths, asked: undefined, state })
}

function signatureOf(scratch: Scratch, path: string): Signature {
  const signature = readSignature(scratch.path(path))
  return signature ?? expect.fail(`${path} is missing`)
}

/** What a run leaves once its files are older than a tick of the clock. */
function remember(scratch: Scratch): Known {
  const { inputs, scans } = load(scratch).inputs
  const entries = Object.entries(inputs).map(([path, [hash]]) => [
    path,
    inputEntry(hash, signatureOf(scratch, path)),
  ])
  return { inputs: Object.fromEntries(entries), scans }
}

/** The same with another import of A, which shows whether it is believed. */
function withImport(known: Known, name: string): Known {
  const path = 'contracts/A.sol'
  const scan = known.scans[path] ?? expect.fail('A is not known')
  const imports = [{ text: name, line: 3 }]
  return { ...known, scans: { ...known.scans, [path]: { ...scan, imports } } }
}

function importsOfA({ graph }: Sources): readonly string[] {
  return [...(graph.nodes.get('contracts/A.sol')?.imports ?? [])]
}

function facts({ graph, inputs }: Sources): unknown {
  const nodes = [...graph.nodes].map(([name, { file, imports }]) => {
    const { path, language, content, hash, scan } = file
    return [name, [...imports], path, language, content, hash, scan]
  })
  return [nodes, inputs.roots, inputs.scans, inputs.absent, inputs.links]
}

describe('loadSources with what is known', () => {
  let scratch: Scratch

  beforeEach(() => {
    scratch = new Scratch({
      'contracts/A.sol': contract('A', ['./B.sol', 'p/P.sol']),
      'contracts/B.sol': contract('B'),
      'contracts/C.sol': contract('C'),
      'contracts/D.yul': 'object "D" { code { stop() } }',
      'node_modules/p/P.sol': contract('P'),
    })
  })
  afterEach(removeScratches)

  it('finds the same as without', () => {
    expect(facts(load(scratch, remember(scratch)))).to.deep.equal(facts(load(scratch)))
  })

  it('believes what is known of a file that is as it was', () => {
    const known = withImport(remember(scratch), './C.sol')
    expect(importsOfA(load(scratch, known))).to.deep.equal(['contracts/C.sol'])
  })

  const changes: readonly (readonly [what: string, change: (path: string) => void])[] = [
    ['was edited', () => scratch.write('contracts/A.sol', contract('A', ['./B.sol']))],
    [
      'was edited within its size, and got its old times back',
      (path) => {
        const { atime, mtime } = statSync(path)
        const edited = scratch.read('contracts/A.sol').replace('p/P.sol', './C.sol')
        scratch.write('contracts/A.sol', edited)
        utimesSync(path, atime, mtime)
      },
    ],
    [
      'was replaced by another file',
      (path) => {
        scratch.write('new.sol', contract('A', ['./B.sol']))
        renameSync(scratch.path('new.sol'), path)
      },
    ],
    ['was only touched', (path) => utimesSync(path, new Date(), new Date())],
  ]
  for (const [what, change] of changes) {
    it(`looks again at a file that ${what}`, () => {
      const known = withImport(remember(scratch), './B.sol" as x')
      change(scratch.path('contracts/A.sol'))
      const sources = load(scratch, known)
      expect(importsOfA(sources)).to.include('contracts/B.sol')
      expect(facts(sources)).to.deep.equal(facts(load(scratch)))
    })
  }

  it('looks again at a file that was changed within a tick of the clock', () => {
    const { inputs, scans } = load(scratch).inputs
    const planted = withImport({ inputs, scans }, './C.sol')
    expect(importsOfA(load(scratch, planted))).to.deep.equal(['contracts/B.sol', 'p/P.sol'])
  })

  it('forgets files that are gone', async () => {
    const known = remember(scratch)
    scratch.remove('contracts/C.sol')
    const sources = load(scratch, known)
    expect(sources.graph.nodes.has('contracts/C.sol')).to.equal(false)
    expect(sources.inputs.scans).not.to.have.property('contracts/C.sol')
    scratch.remove('contracts/B.sol')
    await errorOf('IMPORT_NOT_FOUND', () => load(scratch, known))
  })

  it('takes a new file that comes in front of a known one', () => {
    const known = remember(scratch)
    scratch.write('contracts/node_modules/p/P.sol', contract('P', [], 'uint public x;'))
    const { graph } = load(scratch, known)
    const path = scratch.path('contracts/node_modules/p/P.sol')
    expect(graph.nodes.get('p/P.sol')?.file.path).to.equal(path)
    expect(graph.nodes.get('p/P.sol')?.file.content).to.include('uint public x')
  })

  it('goes back to the known file when that in front of it is gone', () => {
    scratch.write('contracts/node_modules/p/P.sol', contract('P', [], 'uint public x;'))
    const known = remember(scratch)
    rmSync(scratch.path('contracts/node_modules'), { recursive: true })
    expect(facts(load(scratch, known))).to.deep.equal(facts(load(scratch)))
  })

  it('gives no text that is not the one that was planned with', async () => {
    const sources = load(scratch, remember(scratch))
    scratch.write('contracts/B.sol', contract('B', [], 'uint public x;'))
    const content = (): string | undefined =>
      sources.graph.nodes.get('contracts/B.sol')?.file.content
    const error = await errorOf('SOURCE_CHANGED', content)
    expect(error.data?.sourceName).to.equal('contracts/B.sol')
  })
})
