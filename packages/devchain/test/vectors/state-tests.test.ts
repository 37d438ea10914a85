import assert from 'node:assert/strict'
import { vectorsDirectory } from '../internal/state/ethereum-tests.js'
import { archives, findArchive, readArchive } from './archive.js'
import { runFile } from './run-file.js'
import { isSelected } from './selection.js'
import { createStateTestRunner, type StateTestRunner } from './state-test-runner.js'

/** Of how many cases one is run here; scripts/vectors.mjs runs all. */
const intervals = { fast: 6, reference: 120 } as const

/** So that none is left out without anybody seeing it. */
const fileCounts: Readonly<Record<(typeof archives)[number], number>> = {
  'general-state-tests': 2_704,
  'legacy-cancun': 2_802,
  'legacy-constantinople': 2_394,
}

describe('official state tests', () => {
  let runners: { readonly runner: StateTestRunner; readonly interval: number }[]

  before(async () => {
    runners = [
      { runner: await createStateTestRunner('fast'), interval: intervals.fast },
      { runner: await createStateTestRunner('reference'), interval: intervals.reference },
    ]
  })

  for (const archive of archives) {
    const file = findArchive(archive)
    if (file === undefined) {
      it.skip(`skipped: no ${archive}.tar.gz under ${vectorsDirectory} (see SCAFFOLD_VECTORS)`)
      continue
    }
    it(`${archive}: ends as it should on both engines`, async () => {
      const passed = runners.map(() => 0)
      let files = 0
      for await (const entry of readArchive(file)) {
        files++
        for (const [index, { runner, interval }] of runners.entries()) {
          const result = await runFile(runner, entry, (id) => isSelected(id, interval))
          assert.deepEqual(result.failures, [])
          passed[index] = (passed[index] ?? 0) + result.passed
        }
      }
      assert.equal(files, fileCounts[archive])
      for (const count of passed) assert.ok(count > 100, `only ${count} were run`)
    }).timeout(300_000)
  }
})
