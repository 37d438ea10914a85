import { expect } from 'chai'
import {
  pickVersion,
  rankVersions,
  type VersionChoice,
} from '../../../src/internal/solc/pick-version.js'
import { publishedVersions } from '../../../src/internal/solc/releases.js'
import { errorOf } from '../../support/rejection.js'

const bundled = { version: '0.8.37', source: 'bundled' } as const

function choice(ranges: readonly string[], changes: Partial<VersionChoice> = {}): VersionChoice {
  return {
    sourceName: 'contracts/A.sol',
    pragmas: ranges.map((range, index) => ({
      sourceName: `contracts/${'ABCD'[index]}.sol`,
      line: index + 2,
      range,
    })),
    configured: [],
    available: [bundled],
    ...changes,
  }
}

const project = { version: '0.8.20', source: 'project' } as const
const cached = { version: '0.5.3', source: 'cache' } as const
const path = { version: '0.8.19', source: 'path' } as const

const cases: readonly (readonly [string, VersionChoice, string])[] = [
  ['the bundled one for files without a pragma', choice([]), '0.8.37'],
  ['the bundled one whenever it fits', choice(['^0.8.0', '>=0.4.22 <0.9.0']), '0.8.37'],
  ['the newest release that all pragmas allow', choice(['>=0.5.0 <0.7.0', '^0.6.0']), '0.6.12'],
  ['an exact version', choice(['0.5.16', '>=0.5.0']), '0.5.16'],
  [
    'the newest release although an older one is cached',
    choice(['^0.5.0'], { available: [bundled, cached] }),
    '0.5.17',
  ],
  [
    "the project's own before the newest release",
    choice(['<=0.8.30'], { available: [bundled, project] }),
    '0.8.20',
  ],
  [
    "the bundled one before the project's own",
    choice(['^0.8.0'], { available: [bundled, project] }),
    '0.8.37',
  ],
  [
    'an explicit file before all others',
    choice(['^0.8.0'], { available: [bundled, project, path] }),
    '0.8.19',
  ],
  [
    'the newest configured one that fits',
    choice(['^0.8.0'], { configured: ['0.8.4', '0.8.20', '0.7.6'] }),
    '0.8.20',
  ],
  [
    'the configured one for files without a pragma',
    choice([], { configured: ['0.4.26'] }),
    '0.4.26',
  ],
  ['within a configured range', choice(['>=0.4.0'], { configured: ['^0.5.0'] }), '0.5.17'],
  [
    'a configured version as Truffle writes it',
    choice(['^0.4.0'], { configured: ['v0.4.24+commit.e67f0147'] }),
    '0.4.24',
  ],
  [
    'a configured release that came out later',
    choice(['^0.8.0'], { configured: ['0.8.99'] }),
    '0.8.99',
  ],
  ['no 0.4.12, which npm never had', choice(['>=0.4.0 <0.4.13']), '0.4.11'],
]

describe('pickVersion', () => {
  for (const [title, given, expected] of cases) {
    it(`chooses ${title}`, () => {
      expect(pickVersion(given)).to.equal(expected)
    })
  }

  it('ranks all that fit behind, the newest first', () => {
    const ranked = rankVersions(choice(['^0.5.14'], { available: [bundled, cached] }))
    expect(ranked).to.deep.equal(['0.5.17', '0.5.16', '0.5.15', '0.5.14'])
    expect(rankVersions(choice([]))).to.have.length(publishedVersions.length)
  })

  it('names the two files whose pragmas exclude each other', async () => {
    const given = choice(['>=0.4.0', '^0.7.0', '>=0.5.0', '^0.8.0'])
    const error = await errorOf('SOLC_VERSION_CONFLICT', () => pickVersion(given))
    expect(error.details).to.equal(
      '  contracts/B.sol:3  pragma solidity ^0.7.0\n  contracts/D.sol:5  pragma solidity ^0.8.0',
    )
  })

  it('names the one pragma that nothing satisfies', async () => {
    for (const range of ['^0.3.0', '0.4.10', '^0.9.0', '>=0.8.0 <0.8.0']) {
      const error = await errorOf('SOLC_VERSION_CONFLICT', () =>
        pickVersion(choice(['^0.8.0', range])),
      )
      expect(error.details).to.equal(`  contracts/B.sol:3  pragma solidity ${range}`)
    }
  })

  it('says that the configuration is in the way where it is', async () => {
    const given = choice(['^0.8.0', '^0.5.0 || ^0.8.10'], { configured: ['0.8.4', '0.5.17'] })
    const error = await errorOf('SOLC_VERSION_MISMATCH', () => pickVersion(given))
    expect(error.shortMessage).to.include('0.8.4, 0.5.17')
    expect(error.details).to.include('contracts/B.sol:3')
  })

  it('names file and line of a pragma that solc does not understand', async () => {
    for (const range of ['v0.8.0', '0.8.37-nightly.2026', '^0.8.0 latest', '']) {
      const error = await errorOf('PRAGMA_INVALID', () => pickVersion(choice(['^0.8.0', range])))
      expect(error.shortMessage).to.include('contracts/B.sol:3')
      expect(error.data?.range).to.equal(range)
    }
  })
})
