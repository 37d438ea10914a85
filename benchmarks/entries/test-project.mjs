import { compare } from '../lib/measure.mjs'
import { hardhat, scaffold } from '../lib/peers.mjs'
import { makeHardhatProject, makeScaffoldProject } from '../lib/projects.mjs'
import { contracts, hardhatTests, scaffoldTests } from '../lib/small-project.mjs'

/** `test` of the same twenty tests, everything compiled and cached. */
export default async function testProject({ runs }) {
  const ours = makeScaffoldProject({ ...contracts, ...scaffoldTests })
  const theirs = makeHardhatProject({ ...contracts, ...hardhatTests })
  for (const warmUp of [await scaffold(ours, 'test'), await hardhat(theirs, 'test')]) {
    if (!/20 passing/.test(warmUp.output)) throw new Error(`Not 20 tests:\n${warmUp.output}`)
  }
  const result = await compare(
    { ours: { run: () => scaffold(ours, 'test') }, theirs: { run: () => hardhat(theirs, 'test') } },
    runs,
  )
  return [{ name: 'test, 20 tests, cached', peer: 'hardhat', target: 0.5, ...result }]
}
