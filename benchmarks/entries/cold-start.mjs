import { compare } from '../lib/measure.mjs'
import { hardhat, scaffold } from '../lib/peers.mjs'
import { makeHardhatProject, makeScaffoldProject } from '../lib/projects.mjs'

/** What a command costs before it does anything. */
export default async function coldStart({ runs }) {
  const ours = makeScaffoldProject({})
  const theirs = makeHardhatProject({})
  const rows = []
  for (const flag of ['--version', '--help']) {
    const result = await compare(
      { ours: { run: () => scaffold(ours, flag) }, theirs: { run: () => hardhat(theirs, flag) } },
      runs,
    )
    rows.push({ name: flag, peer: 'hardhat', target: 0.4, ...result })
  }
  return rows
}
