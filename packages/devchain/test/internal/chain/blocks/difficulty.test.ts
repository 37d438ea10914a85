import assert from 'node:assert/strict'
import { createBlockHeader } from '@ethereumjs/block'
import { nextDifficulty } from '../../../../src/internal/chain/blocks/difficulty.js'
import { type HardforkName, hardforks } from '../../../../src/internal/chain/hardforks.js'
import { createRules } from '../../../../src/internal/chain/rules.js'

const proofOfWork: readonly HardforkName[] = hardforks.slice(0, hardforks.indexOf('paris'))
const uncleHash = new Uint8Array(32).fill(7)

describe('nextDifficulty', () => {
  for (const hardfork of proofOfWork) {
    it(`is what ethereumjs works out in ${hardfork}, bombs included`, () => {
      const common = createRules({ hardfork, chainId: 1n, customCrypto: {} })
      for (const number of [1n, 299_999n, 1_920_000n, 4_199_999n, 8_999_999n, 14_999_999n]) {
        for (const elapsedSec of [1n, 8n, 9n, 12n, 13n, 20n, 95n, 5_000n]) {
          for (const data of [{}, { uncleHash }]) {
            const options = { common, skipConsensusFormatValidation: true }
            const difficulty = 7_963_583_333_333n
            const parent = createBlockHeader(
              { number, timestamp: 100n, difficulty, ...data },
              options,
            )
            const timestamp = 100n + elapsedSec
            const child = createBlockHeader({ number: number + 1n, timestamp }, options)
            assert.equal(
              nextDifficulty(parent, timestamp, common),
              child.ethashCanonicalDifficulty(parent),
              `${number} + ${elapsedSec} s`,
            )
          }
        }
      }
    })
  }

  it('never falls below the least', () => {
    const common = createRules({ hardfork: 'london', chainId: 1n, customCrypto: {} })
    const parent = createBlockHeader({ difficulty: 131_072n }, { common })
    assert.equal(nextDifficulty(parent, 1_000n, common), 131_072n)
  })
})
