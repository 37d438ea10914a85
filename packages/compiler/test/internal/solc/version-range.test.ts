import { expect } from 'chai'
import fc from 'fast-check'
import { satisfies } from 'semver'
import { publishedVersions } from '../../../src/internal/solc/releases.js'
import { isInRange, parseVersionRange } from '../../../src/internal/solc/version-range.js'
import { bundledCompiler, compileWith, errorsIn, inputFor } from '../../support/solc.js'

type Verdict = 'fits' | 'does not fit' | 'invalid'

function ours(range: string, version: string): Verdict {
  const parsed = parseVersionRange(range)
  if (parsed === undefined) return 'invalid'
  return isInRange(version, parsed) ? 'fits' : 'does not fit'
}

function solcs(range: string): Verdict {
  const source = `pragma solidity ${range};\ncontract A {}`
  const input = inputFor({ 'a.sol': source }, { outputSelection: { '*': { '*': ['abi'] } } })
  const [error] = errorsIn(compileWith(bundledCompiler(), input))
  if (error === undefined) return 'fits'
  return error.message.includes('requires different compiler') ? 'does not fit' : 'invalid'
}

/** One row each for the bundled 0.8.37, judged by itself. */
const ranges = [
  ...['0.8.37', '0.8.36', '=0.8.37', '= 0.8.37', '0.8', '0', '0.9', '1', '==0.8.37', '!0.8.0'],
  ...[
    '^0.8.20',
    '^0.8',
    '^0',
    '^1',
    '^0.7.6',
    '^0.0.3',
    '^ 0.8.0',
    '~0.8',
    '~0.8.30',
    '~0',
    '~0.7',
  ],
  ...[
    '>0.8',
    '>=0.8',
    '<=0.8',
    '<0.8',
    '<0.9',
    '>0.7 <0.8.38',
    '>=0.4.22 <0.9.0',
    '>=0.4.22<0.9.0',
  ],
  ...[
    '> =0.8.0',
    '>= 0.8.0',
    '>=0.8.0 <=0.8.37',
    '>=0.8.0 <0.8.37',
    '^0.8.0 ^0.8.20',
    '0.8.0 0.8.37',
  ],
  ...['*', 'x', 'X', '0.x', '0.*', '0.8.x', '0.8.X', '0.8.*', '0.7.*', 'x.8.37', '0.x.37', '^0.x'],
  ...['^x', '~*', '<x', '>x', '>=x', '>=0.8.x', '<0.8.x', '0.8.37 - x'],
  ...[
    '0.8.0 - 0.8.40',
    '0.4 - 0.8',
    '0.4 - 0.7',
    '0.8.0- 0.8.40',
    '0.8.0 -0.8.40',
    '^0.8.37 - 0.9',
  ],
  ...['0.8.1 || 0.8.37', '^0.4.0||^0.8.0', '^0.4.0 || ^0.5.0', '||', '^0.8.0 ||', '|| ^0.8.0'],
  ...['0 . 8 . 37', '0.8 .37', '/* c */ ^0.8.0', '^0.8.0 // c\n', '0.8.3/**/7', '0.8.3 7'],
  ...[
    'v0.8.0',
    '0.8.37-nightly',
    '^0.8.0,^0.8.1',
    '^0.8.0 latest',
    '',
    '4294967295.0.0',
    '4294967296.0.0',
  ],
]

describe('parseVersionRange', function () {
  this.timeout(30_000)
  for (const range of ranges) {
    it(`reads ${JSON.stringify(range)} as solc does`, () => {
      expect(ours(range, '0.8.37')).to.equal(solcs(range))
    })
  }

  it('agrees with npm on what both can read, over all releases', () => {
    const part = fc.constantFrom('0', '1', '4', '5', '8', '11', '26')
    const version = fc
      .tuple(fc.constantFrom('^', '~', '>=', '<=', '<', '>', '=', ''), fc.constant('0'), part, part)
      .map(([operator, major, minor, patch]) => `${operator}${major}.${minor}.${patch}`)
      // Below 0.1.0 npm's ^ holds the last number fixed, solc's never does.
      .filter((text) => !/^\^0\.0\./.test(text))
    const conjunction = fc
      .array(version, { minLength: 1, maxLength: 3 })
      .map((all) => all.join(' '))
    const range = fc
      .array(conjunction, { minLength: 1, maxLength: 2 })
      .map((all) => all.join(' || '))
    const property = fc.property(range, (text) => {
      for (const release of publishedVersions) {
        expect(ours(text, release) === 'fits', `${release} in ${text}`).to.equal(
          satisfies(release, text),
        )
      }
    })
    fc.assert(property)
  })

  it('never throws', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123.^~<>=|-xX* /v"\n') })
    fc.assert(
      fc.property(text, (range) => void ours(range, '0.8.37')),
      { numRuns: 1000 },
    )
  })
})
