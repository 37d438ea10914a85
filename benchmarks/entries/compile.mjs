import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../lib/measure.mjs'
import { hardhat, scaffold } from '../lib/peers.mjs'
import { copyOpenZeppelin, makeHardhatProject, makeScaffoldProject } from '../lib/projects.mjs'
import { contracts } from '../lib/small-project.mjs'

const leaf = 'contracts/utils/Arrays.sol'
const solitary = 'contracts/finance/VestingWalletCliff.sol'

function forget(folder) {
  for (const made of ['artifacts', 'cache', 'types']) {
    rmSync(join(folder, made), { recursive: true, force: true })
  }
}

function edit(folder, file, turn) {
  appendFileSync(join(folder, file), `\n// edit ${turn}\n`)
}

async function smallProject(runs) {
  const ours = makeScaffoldProject(contracts)
  const theirs = makeHardhatProject(contracts)
  await scaffold(ours, 'compile')
  await hardhat(theirs, 'compile')
  const result = await compare(
    {
      ours: { run: () => scaffold(ours, 'compile') },
      theirs: { run: () => hardhat(theirs, 'compile') },
    },
    runs,
  )
  return { name: 'compile, nothing to do, 2 files', peer: 'hardhat', target: 0.3, ...result }
}

async function openZeppelin(runs) {
  const ours = makeScaffoldProject({})
  const theirs = makeHardhatProject({})
  copyOpenZeppelin(ours)
  copyOpenZeppelin(theirs)
  const sides = (before) => ({
    ours: {
      before: before && ((turn) => before(ours, turn)),
      run: () => scaffold(ours, 'compile'),
    },
    theirs: {
      before: before && ((turn) => before(theirs, turn)),
      run: () => hardhat(theirs, 'compile'),
    },
  })
  const row = async (name, target, before) => ({
    name: `OpenZeppelin: ${name}`,
    peer: 'hardhat',
    target,
    ...(await compare(sides(before), runs)),
  })
  return [
    await row('cold compile', 0.75, forget),
    await row('nothing to do', 0.3),
    await row('edit of one leaf', 0.3, (folder, turn) => edit(folder, solitary, turn)),
    await row('edit of a file others import', undefined, (folder, turn) =>
      edit(folder, leaf, turn),
    ),
  ]
}

/** Compiling: nothing to do, all of OpenZeppelin, edits. */
export default async function compile({ runs }) {
  return [await smallProject(runs), ...(await openZeppelin(runs))]
}
