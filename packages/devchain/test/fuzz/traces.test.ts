import assert from 'node:assert/strict'
import { loadCrypto } from '../../src/internal/crypto.js'
import { type Difference, EnginePair } from './compare.js'
import { EventRecorder } from './event-recorder.js'
import { examine } from './examine.js'
import { fuzzedForks } from './forks.js'

const seedsPerFork = Number(process.env.SCAFFOLD_FUZZ_RUNS ?? 6)

describe('the fast engine, traced', () => {
  let pair: EnginePair

  before(async () => {
    pair = new EnginePair(await loadCrypto(), new EventRecorder())
  })

  for (const [index, hardfork] of fuzzedForks.entries()) {
    if (hardfork === 'chainstart') continue
    it(`tells what the reference tells under ${hardfork}`, async () => {
      // Seeds that the comparison of outcomes does not use.
      const first = index * 100_000 + 50_000
      for (let seed = first; seed < first + seedsPerFork; seed++) {
        const found = await examine(pair, seed, hardfork)
        assert.equal(found && shortened(found.difference), undefined, `seed ${seed}`)
      }
    }).timeout(120_000)
  }
})

/** Of events only the first that are not the same. */
function shortened({ index, fields }: Difference): unknown {
  const { events, ...others } = fields
  const { fast, reference } = (events ?? { fast: [], reference: [] }) as Record<string, string[]>
  const at = fast?.findIndex((line, place) => line !== reference?.[place]) ?? 0
  const around = [Math.max(0, at - 2), at + 2] as const
  return { index, others, fast: fast?.slice(...around), reference: reference?.slice(...around) }
}
