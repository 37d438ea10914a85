// Holds the values of variables against what generated programs log of them.
//   node scripts/locals-oracle.mjs [--solc 0.8.37]… [--programs 50] [--seed 1]
// The ordinary tests run a few programs with the compilers that packages/trace depends on; any other version is fetched.
// Build first. Exits 1, and says the numbers that the program is written by, when a value differs.
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { TextCompiler } from '../packages/trace/build/test/compile-text.js'
import { languageOf } from '../packages/trace/build/test/oracle/language.js'
import { sharedSource, writeProgram } from '../packages/trace/build/test/oracle/program.js'
import { runOracle } from '../packages/trace/build/test/oracle/run-oracle.js'
import { programNumbers } from '../packages/trace/build/test/oracle/seeds.js'

const { values: options } = parseArgs({
  options: {
    solc: { type: 'string', multiple: true, default: ['0.5.17', '0.6.12', '0.7.6', '0.8.37'] },
    programs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
})

for (const version of options.solc) {
  const compiler = new TextCompiler(version)
  const language = languageOf(version)
  const all = fc.sample(programNumbers, {
    numRuns: Number(options.programs),
    seed: Number(options.seed),
  })
  let [compared, tooDeep, differing] = [0, 0, 0]
  for (const numbers of all) {
    try {
      const result = await runOracle({ compiler, language, seeds: [numbers] })
      compared += result.compared
      tooDeep += result.tooDeep
    } catch (error) {
      differing += 1
      const { source } = writeProgram('P0', language, numbers)
      console.log(`${sharedSource(language)}${source}\n${error.stack}\n${JSON.stringify(numbers)}`)
      process.exitCode = 1
    }
  }
  await compiler.close()
  console.log(
    `solc ${version}: ${all.length} programs, ${compared} values, ${differing} differ, ${tooDeep} need more stack than there is`,
  )
}
