import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Answer } from './answer.js'
import { compareAnswers } from './compare-answers.js'
import { runScript } from './run-script.js'
import { openScaffoldSide } from './scaffold-side.js'
import { generateScript } from './script.js'

/** What `npm run test:truffle-differential -- --record` writes. */
interface Recordings {
  readonly peerVersions: Readonly<Record<string, string>>
  readonly recordings: readonly {
    readonly seed: number
    readonly artifacts: Readonly<Record<string, object>>
    readonly answers: readonly Answer[]
  }[]
}

const file = new URL('../../../test/fixtures/differential.json', import.meta.url)
const { recordings } = JSON.parse(readFileSync(file, 'utf8')) as Recordings

describe('createAbstraction, beside recorded answers of Truffle', () => {
  for (const { seed, artifacts, answers } of recordings) {
    it(`answers the script of seed ${seed} in the same way`, async () => {
      const side = await openScaffoldSide(artifacts)
      const script = generateScript(seed)
      try {
        const ours = await runScript(side, script)
        assert.equal(ours.length, answers.length)
        assert.deepEqual(compareAnswers(script, answers, ours), [])
      } finally {
        await side.close()
      }
    })
  }
})
