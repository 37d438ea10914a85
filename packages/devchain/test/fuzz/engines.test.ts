import assert from 'node:assert/strict'
import { loadCrypto } from '../../src/internal/crypto.js'
import { EnginePair } from './compare.js'
import { examine } from './examine.js'
import { fixedScenarios } from './fixed-scenarios.js'
import { fuzzedForks } from './forks.js'

/** scripts/fuzz-engines.mjs runs as many as one likes. */
const seedsPerFork = Number(process.env.SCAFFOLD_FUZZ_RUNS ?? 60)

describe('the fast engine', () => {
  let pair: EnginePair

  before(async () => {
    pair = new EnginePair(await loadCrypto())
  })

  for (const [index, hardfork] of fuzzedForks.entries()) {
    it(`does what the reference does under ${hardfork}`, async () => {
      const first = index * 100_000
      for (let seed = first; seed < first + seedsPerFork; seed++) {
        assert.equal(await examine(pair, seed, hardfork), undefined)
      }
    }).timeout(120_000)
  }

  for (const [title, scenario] of Object.entries(fixedScenarios)) {
    it(`does so when ${title}`, async () => {
      assert.equal((await pair.compare(scenario)).difference, undefined)
    })
  }
})
