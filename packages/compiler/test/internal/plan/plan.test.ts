import { expect } from 'chai'
import fc from 'fast-check'
import { sha256 } from '../../../src/internal/hash.js'
import { type Job, jobInput, planJobs } from '../../../src/internal/plan/jobs.js'
import { type PlanContext, planUnits } from '../../../src/internal/plan/plan-units.js'
import { adaptSettings } from '../../../src/internal/plan/settings.js'
import { splitJobs } from '../../../src/internal/plan/split.js'
import type { Unit } from '../../../src/internal/plan/unit.js'
import type { SolcRelease } from '../../../src/internal/solc/solc.js'
import type { SourceGraph, SourceNode } from '../../../src/internal/sources/graph.js'
import { scanSolidity } from '../../../src/internal/sources/scan.js'
import type { SolidityConfig } from '../../../src/options.js'
import { plainSolidity } from '../../support/project.js'
import { errorOf } from '../../support/rejection.js'

interface FakeSource {
  readonly content: string
  readonly imports?: readonly string[]
}

/** A graph without files. Names below `contracts/` are the project's own. */
function fakeGraph(sources: Readonly<Record<string, FakeSource>>): SourceGraph {
  const node = (name: string, { content, imports = [] }: FakeSource): SourceNode => ({
    file: {
      name,
      path: `/p/${name}`,
      language: name.endsWith('.yul') ? 'Yul' : 'Solidity',
      content,
      hash: sha256(content),
      signature: [0, 0, 0, 0],
      scan: scanSolidity(content),
    },
    imports: new Set(imports),
  })
  const entries = Object.entries(sources).map(
    ([name, source]) => [name, node(name, source)] as const,
  )
  return {
    nodes: new Map(entries),
    roots: Object.keys(sources).filter((name) => name.startsWith('contracts/')),
    trail: { absent: [], links: [] },
  }
}

function pragma(range: string, name = 'X'): string {
  return `pragma solidity ${range}; contract ${name} {}`
}

const bundled: SolcRelease = {
  version: '0.8.37',
  longVersion: '0.8.37+commit.f401782d',
  path: '/solc',
  source: 'bundled',
}

function plan(graph: SourceGraph, changes: Partial<PlanContext> = {}): readonly Unit[] {
  return planUnits({
    graph,
    solidity: plainSolidity,
    profile: 'default',
    withAst: false,
    remappings: [],
    available: [bundled],
    substitutes: new Map(),
    ...changes,
  })
}

function versionsOf(units: readonly Unit[]): Record<string, string> {
  return Object.fromEntries(units.map(({ name, group }) => [name, group.version]))
}

function keyOf(units: readonly Unit[], name: string): string | undefined {
  return units.find((unit) => unit.name === name)?.key
}

function withConfig(changes: Partial<SolidityConfig>): Partial<PlanContext> {
  return { solidity: { ...plainSolidity, ...changes } }
}

describe('planUnits: versions', () => {
  it('decides by the pragmas of all that a file imports', () => {
    const graph = fakeGraph({
      'contracts/A.sol': { content: pragma('>=0.7.0'), imports: ['contracts/B.sol'] },
      'contracts/B.sol': { content: pragma('<0.8.10'), imports: ['contracts/C.sol'] },
      'contracts/C.sol': { content: pragma('^0.8.0') },
      'contracts/D.sol': { content: pragma('*') },
    })
    expect(versionsOf(plan(graph))).to.deep.equal({
      'contracts/A.sol': '0.8.9',
      'contracts/B.sol': '0.8.9',
      'contracts/C.sol': '0.8.37',
      'contracts/D.sol': '0.8.37',
    })
  })

  it('takes what is only imported along with the newest importer', () => {
    const graph = fakeGraph({
      'contracts/A.sol': { content: pragma('0.7.6'), imports: ['p/P.sol', 'p/Q.sol'] },
      'contracts/B.sol': { content: pragma('0.8.20'), imports: ['p/P.sol'] },
      'p/P.sol': { content: pragma('>=0.4.0') },
      'p/Q.sol': { content: pragma('>=0.4.0') },
    })
    expect(versionsOf(plan(graph))).to.include({ 'p/P.sol': '0.8.20', 'p/Q.sol': '0.7.6' })
  })

  it('keeps to the configured versions, and to overrides', () => {
    const graph = fakeGraph({
      'contracts/A.sol': { content: pragma('^0.8.0') },
      'contracts/B.sol': { content: pragma('^0.8.0') },
      'contracts/Old.sol': { content: pragma('^0.5.0') },
    })
    const context = withConfig({
      versions: ['0.5.17', '0.8.20', '0.8.10'],
      overrides: { 'contracts/B.sol': { version: '0.8.1' } },
    })
    expect(versionsOf(plan(graph, context))).to.deep.equal({
      'contracts/A.sol': '0.8.20',
      'contracts/B.sol': '0.8.1',
      'contracts/Old.sol': '0.5.17',
    })
  })

  it('takes the stand-in of a version that cannot be had', () => {
    const graph = fakeGraph({ 'contracts/A.sol': { content: pragma('^0.7.0') } })
    const [unit] = plan(graph)
    expect(unit?.group.version).to.equal('0.7.6')
    const substitutes = new Map([[unit?.ranked.id ?? '', '0.7.3']])
    const [second] = plan(graph, { substitutes })
    expect(second?.group.version).to.equal('0.7.3')
    expect(second?.key).not.to.equal(unit?.key)
  })

  it('tells which files do not go together', async () => {
    const graph = fakeGraph({
      'contracts/A.sol': { content: pragma('^0.8.0'), imports: ['contracts/B.sol'] },
      'contracts/B.sol': { content: pragma('^0.7.0') },
    })
    const { message } = await errorOf('SOLC_VERSION_CONFLICT', () => plan(graph))
    expect(message).to.include('contracts/A.sol').and.to.include('contracts/B.sol')
  })
})

describe('planUnits: keys', () => {
  const sources = {
    'contracts/A.sol': { content: pragma('^0.8.0', 'A'), imports: ['contracts/B.sol'] },
    'contracts/B.sol': { content: pragma('^0.8.0', 'B') },
    'contracts/C.sol': { content: pragma('^0.8.0', 'C') },
  }
  const base = plan(fakeGraph(sources))

  it('change with the content of the closure only', () => {
    const edited = { ...sources, 'contracts/B.sol': { content: pragma('^0.8.0', 'B2') } }
    const units = plan(fakeGraph(edited))
    expect(keyOf(units, 'contracts/A.sol')).not.to.equal(keyOf(base, 'contracts/A.sol'))
    expect(keyOf(units, 'contracts/B.sol')).not.to.equal(keyOf(base, 'contracts/B.sol'))
    expect(keyOf(units, 'contracts/C.sol')).to.equal(keyOf(base, 'contracts/C.sol'))
  })

  it('do not depend on other files, nor on the order of settings', () => {
    const settings = { viaIR: true, optimizer: { enabled: true, runs: 1 } }
    const reordered = { optimizer: { runs: 1, enabled: true }, viaIR: true }
    const one = plan(fakeGraph(sources), withConfig({ settings }))
    const { 'contracts/C.sol': _, ...fewer } = sources
    const two = plan(fakeGraph(fewer), withConfig({ settings: reordered }))
    expect(keyOf(two, 'contracts/A.sol')).to.equal(keyOf(one, 'contracts/A.sol'))
  })

  const changes: Readonly<Record<string, Partial<PlanContext>>> = {
    settings: withConfig({ settings: { viaIR: true } }),
    version: withConfig({ versions: ['0.8.20'] }),
    remappings: { remappings: ['a/=b/'] },
    'syntax trees': { withAst: true },
    profile: { profile: 'debug' },
    'selected outputs': withConfig({ settings: { outputSelection: { '*': { '*': ['ir'] } } } }),
    'the compiler behind the version': {
      available: [{ ...bundled, longVersion: '0.8.37+commit.00000000' }],
    },
  }
  for (const [what, change] of Object.entries(changes)) {
    it(`change with ${what}`, () => {
      const units = plan(fakeGraph(sources), change)
      expect(keyOf(units, 'contracts/C.sol')).not.to.equal(keyOf(base, 'contracts/C.sol'))
    })
  }
})

describe('planJobs', () => {
  it('makes one job for each version and settings, with the sources it needs', () => {
    const graph = fakeGraph({
      'contracts/A.sol': { content: pragma('0.8.20'), imports: ['p/P.sol'] },
      'contracts/B.sol': { content: pragma('0.8.20') },
      'contracts/C.sol': { content: pragma('^0.8.0'), imports: ['p/P.sol'] },
      'contracts/D.sol': { content: pragma('^0.8.0') },
      'contracts/Y.yul': { content: '' },
      'contracts/Z.yul': { content: '' },
      'p/P.sol': { content: '' },
    })
    const settings = { viaIR: true }
    const context = withConfig({
      overrides: { 'contracts/D.sol': { settings }, 'contracts/B.sol': {} },
    })
    const jobs = planJobs(plan(graph, context)).map(({ group, units, sources }) => ({
      version: group.version,
      units: units.map(({ name }) => name),
      sources,
    }))
    expect(jobs).to.deep.equal([
      {
        version: '0.8.20',
        units: ['contracts/A.sol', 'contracts/B.sol'],
        sources: ['contracts/A.sol', 'contracts/B.sol', 'p/P.sol'],
      },
      {
        version: '0.8.37',
        units: ['contracts/C.sol', 'p/P.sol'],
        sources: ['contracts/C.sol', 'p/P.sol'],
      },
      { version: '0.8.37', units: ['contracts/D.sol'], sources: ['contracts/D.sol'] },
      { version: '0.8.37', units: ['contracts/Y.yul'], sources: ['contracts/Y.yul'] },
      { version: '0.8.37', units: ['contracts/Z.yul'], sources: ['contracts/Z.yul'] },
    ])
  })

  it('asks an old compiler only for what it knows', () => {
    const input = (range: string): string => {
      const graph = fakeGraph({ 'contracts/A.sol': { content: pragma(range) } })
      const [job] = planJobs(plan(graph))
      return job === undefined ? '' : JSON.stringify(jobInput(job, graph).settings)
    }
    expect(input('0.4.11')).to.not.match(/storageLayout|immutable|functionDebug/)
    expect(input('0.5.13'))
      .to.include('storageLayout')
      .and.to.not.match(/immutable/)
    expect(input('0.6.5'))
      .to.include('immutableReferences')
      .and.to.not.match(/functionDebug/)
    expect(input('0.8.5')).to.include('functionDebugData')
  })
})

describe('adaptSettings', () => {
  const settings = {
    viaIR: true,
    evmVersion: 'cancun',
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    debug: { revertStrings: 'strip', debugInfo: ['*'] },
    optimizer: { enabled: true, details: { yul: true, inliner: true } },
  }
  const cases: readonly (readonly [version: string, expected: object])[] = [
    ['0.8.37', settings],
    ['0.8.23', { ...settings, evmVersion: 'shanghai' }],
    ['0.8.17', { ...settings, evmVersion: 'london', metadata: { bytecodeHash: 'none' } }],
    [
      '0.7.6',
      {
        viaIR: true,
        evmVersion: 'istanbul',
        metadata: { bytecodeHash: 'none' },
        debug: { revertStrings: 'strip' },
        optimizer: { enabled: true, details: { yul: true } },
      },
    ],
    [
      '0.5.17',
      {
        evmVersion: 'istanbul',
        metadata: {},
        optimizer: { enabled: true, details: { yul: true } },
      },
    ],
    ['0.4.20', { metadata: {}, optimizer: { enabled: true } }],
  ]
  for (const [version, expected] of cases) {
    it(`leaves what solc ${version} knows`, () => {
      expect(adaptSettings(settings, version)).to.deep.equal(expected)
    })
  }

  it('leaves settings alone that are for the only version there is', () => {
    const graph = fakeGraph({ 'contracts/A.sol': { content: pragma('0.8.19') } })
    const changes = { versions: ['0.8.19'], settings: { evmVersion: 'cancun' } }
    const [unit] = plan(graph, withConfig(changes))
    expect(unit?.group.settings).to.deep.equal({ evmVersion: 'cancun' })
  })
})

describe('splitJobs', () => {
  function jobOf(sizes: readonly number[]): { job: Job; graph: SourceGraph } {
    const graph = fakeGraph(
      Object.fromEntries(
        sizes.map((size, index) => [
          `contracts/C${index}.sol`,
          { content: `${pragma('^0.8.0')}//${'x'.repeat(size)}` },
        ]),
      ),
    )
    const [job] = planJobs(plan(graph))
    if (job === undefined) return expect.fail('no job')
    return { job, graph }
  }

  it('leaves small jobs in one piece', () => {
    const { job, graph } = jobOf([1_000, 2_000, 3_000])
    expect(splitJobs([job], { graph, workers: 8 })[0]).to.have.length(1)
  })

  it('spreads every unit of a large job once, in parts of about equal weight', function () {
    this.timeout(20_000)
    const size = fc.integer({ min: 1_000, max: 600_000 })
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 8, maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (sizes, workers) => {
          const { job, graph } = jobOf(sizes)
          const [parts = []] = splitJobs([job], { graph, workers })
          expect(parts.length).to.be.within(1, workers)
          expect(parts.flat().sort()).to.deep.equal(job.units.map(({ name }) => name).sort())
          const weights = parts.map((names) =>
            names.reduce((sum, name) => sum + (graph.nodes.get(name)?.file.content.length ?? 0), 0),
          )
          expect(Math.max(...weights) - Math.min(...weights)).to.be.at.most(600_100)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('shares the workers between jobs by their work', () => {
    const { job, graph } = jobOf(Array(12).fill(600_000))
    const small = { ...job, units: job.units.slice(0, 1) }
    const parts = splitJobs([job, small], { graph, workers: 4 })
    expect(parts.map((one) => one.length)).to.deep.equal([4, 1])
  })
})
