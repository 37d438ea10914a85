import assert from 'node:assert/strict'
import fc from 'fast-check'
import { TextCompiler } from './compile-text.js'
import { languageOf } from './oracle/language.js'
import { runOracle } from './oracle/run-oracle.js'
import { programNumbers } from './oracle/seeds.js'

const versions = ['0.5.17', '0.6.12', '0.7.6', '0.8.37']

describe('localsAt', () => {
  for (const version of versions) {
    it(`has the values that programs of solc ${version} log`, async function () {
      this.timeout(120_000)
      const compiler = new TextCompiler(version)
      const seeds = fc.sample(programNumbers, { numRuns: 4, seed: 1 })
      const { compared } = await runOracle({ compiler, language: languageOf(version), seeds })
      assert.ok(compared > 200, `${compared} values`)
      await compiler.close()
    })
  }
})
