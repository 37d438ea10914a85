import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { type Crypto, loadCrypto } from '../../src/internal/crypto.js'
import { EnginePair } from './compare.js'
import { examine } from './examine.js'
import { fixedScenarios } from './fixed-scenarios.js'
import { isAlikeForked, showForked } from './forked.js'
import { forkOfSeed, fuzzedForks } from './forks.js'
import { randomScenario } from './random-scenario.js'
import { shrink } from './shrink.js'

/** scripts/fuzz-engines.mjs runs as many as one likes. */
const seedsPerFork = Number(process.env.SCAFFOLD_FUZZ_RUNS ?? 60)

describe('the fast engine', () => {
  let crypto: Crypto
  let pair: EnginePair

  before(async () => {
    crypto = await loadCrypto()
    pair = new EnginePair(crypto)
  })

  for (const [index, hardfork] of fuzzedForks.entries()) {
    it(`does what the reference does under ${hardfork}`, async () => {
      const first = index * 100_000
      for (let seed = first; seed < first + seedsPerFork; seed++) {
        assert.equal(await examine(pair, seed, hardfork), undefined)
      }
    }).timeout(120_000)
  }

  it('does the same when all that it reads has to be fetched first', async () => {
    let compared = 0
    for (let seed = 1_000_000; seed < 1_000_000 + seedsPerFork * 6; seed++) {
      const scenario = randomScenario(seed, forkOfSeed(seed))
      const shown = await showForked(scenario, crypto)
      if (shown === undefined) continue
      compared++
      if (isDeepStrictEqual(shown.local, shown.forked)) continue
      const least = await shrink(
        scenario,
        async (candidate) => !(await isAlikeForked(candidate, crypto)),
      )
      assert.fail(JSON.stringify({ seed, scenario: least }))
    }
    assert.ok(compared > seedsPerFork * 3, `only ${compared} were compared`)
  }).timeout(120_000)

  for (const [title, scenario] of Object.entries(fixedScenarios)) {
    it(`does so when ${title}`, async () => {
      assert.equal((await pair.compare(scenario)).difference, undefined)
    })
  }
})
