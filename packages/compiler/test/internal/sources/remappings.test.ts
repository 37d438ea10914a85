import { expect } from 'chai'
import fc from 'fast-check'
import { bundledSolc } from '../../../src/internal/solc/installed-solc.js'
import { loadSoljson } from '../../../src/internal/solc/load-soljson.js'
import type { Solc } from '../../../src/internal/solc/solc.js'
import {
  findRemapping,
  parseRemapping,
  parseRemappingsFile,
  remappingsForSolc,
} from '../../../src/internal/sources/remappings.js'
import { errorOf } from '../../support/rejection.js'

const writtenIn = 'test'

function parse(text: string): ReturnType<typeof parseRemapping> {
  return parseRemapping('/p', { text, writtenIn })
}

describe('parseRemapping', () => {
  const cases: readonly (readonly [text: string, expected: object])[] = [
    ['a/=lib/a/', { context: '', prefix: 'a/', target: 'lib/a/' }],
    ['a/=./lib/a/', { context: '', prefix: 'a/', target: 'lib/a/' }],
    ['a/=/p/lib/a/', { context: '', prefix: 'a/', target: 'lib/a/' }],
    ['a=lib/a', { context: '', prefix: 'a', target: 'lib/a' }],
    ['lib/b/:a/=lib/c/', { context: 'lib/b/', prefix: 'a/', target: 'lib/c/' }],
    ['oz/=node_modules/@oz/contracts/', { context: '', prefix: 'oz/', target: '@oz/contracts/' }],
    ['@oz/=../../node_modules/@oz/', { context: '', prefix: '@oz/', target: '@oz/' }],
    ['s/=../shared/', { context: '', prefix: 's/', target: 's/', directory: '/shared' }],
    ['https://x.io/a/=lib/a/', { context: '', prefix: 'https://x.io/a/', target: 'lib/a/' }],
  ]
  for (const [text, expected] of cases) {
    it(`reads ${text}`, () => expect(parse(text)).to.deep.equal(expected))
  }

  for (const text of ['', 'a', '=b', 'a:=b']) {
    it(`rejects "${text}"`, () => errorOf('REMAPPING_INVALID', () => parse(text)))
  }
})

describe('parseRemappingsFile', () => {
  it('leaves out comments and empty lines, and knows the lines', () => {
    expect(parseRemappingsFile('# x\r\n\r\n  a=b  \n')).to.deep.equal([
      { text: 'a=b', writtenIn: 'remappings.txt:3' },
    ])
  })
})

describe('remappingsForSolc', () => {
  const forSolc = (...texts: string[]): readonly string[] => remappingsForSolc(texts.map(parse))

  it('leaves out rules that rename nothing', () => {
    expect(forSolc('@oz/=node_modules/@oz/', 'a/=lib/a/')).to.deep.equal(['a/=lib/a/'])
  })

  it('keeps one that shields its names from a shorter prefix', () => {
    expect(forSolc('@oz/=node_modules/@oz/', '@=lib/')).to.deep.equal(['@oz/=@oz/', '@=lib/'])
  })
})

describe('findRemapping', () => {
  let solc: Solc
  before(async function () {
    this.timeout(30_000)
    const bundled = await bundledSolc()
    solc = loadSoljson(bundled?.path ?? '')
  })

  /** The name under which solc itself looks for an import. */
  function solcName(remappings: readonly string[], importer: string, path: string): string {
    const output = solc.compile(
      JSON.stringify({
        language: 'Solidity',
        sources: { [importer]: { content: `import "${path}";` } },
        settings: { remappings, outputSelection: {} },
      }),
    )
    const found = /Source "([^"]*)" not found/.exec(output.replaceAll('\\"', '"'))
    return found?.[1] ?? importer
  }

  it('agrees with solc on any rules', function () {
    this.timeout(30_000)
    const part = fc.constantFrom('a', 'b', 'a/', 'b/', 'a/b/', 'ab/', 'a/a/', 'b/a')
    const rule = fc.tuple(fc.constantFrom('', 'a/', 'a/b/', 'c'), part, part)
    const name = fc.constantFrom('a/a/x', 'a/b/x', 'ab/x', 'b/a/x', 'c/x', 'a/b/a/x')
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), name, name, (rules, importer, path) => {
        const rewritten = rules.map(([context, prefix, target]) => ({
          context: context === '' ? '' : context,
          prefix,
          target: `t/${target}`,
        }))
        const best = findRemapping(rewritten, importer, path)
        const ours = best === undefined ? path : best.target + path.slice(best.prefix.length)
        const texts = rewritten.map(({ context, prefix, target }) =>
          context === '' ? `${prefix}=${target}` : `${context}:${prefix}=${target}`,
        )
        fc.pre(ours !== importer)
        expect(solcName(texts, importer, path)).to.equal(ours)
      }),
      { numRuns: 200 },
    )
  })
})
