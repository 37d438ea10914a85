// Compares our verdicts on upgrades with those of OpenZeppelin's upgrades-core, on the contracts that it is tested with:
//   npm install @openzeppelin/upgrades-core @openzeppelin/contracts-upgradeable   (in an empty folder)
//   git clone https://github.com/OpenZeppelin/openzeppelin-upgrades
//   node scripts/upgrade-safety.mjs --core FOLDER --fixtures openzeppelin-upgrades/packages/core/contracts
// Every pair of versions of a contract, and every contract behind each kind of proxy. Exits 1 when a verdict differs
// that upgrade-safety/differences.mjs does not list.
import { parseArgs } from 'node:util'
import { compileFixtures } from './upgrade-safety/compile-fixtures.mjs'
import { differences } from './upgrade-safety/differences.mjs'
import { createOracle } from './upgrade-safety/oracle.mjs'
import { ourVerdicts } from './upgrade-safety/our-verdicts.mjs'
import { versionPairs } from './upgrade-safety/version-pairs.mjs'

const { values: options } = parseArgs({
  options: {
    core: { type: 'string' },
    fixtures: { type: 'string' },
    filter: { type: 'string', default: '' },
  },
})
if (options.core === undefined || options.fixtures === undefined) {
  console.error(
    'Usage: node scripts/upgrade-safety.mjs --core FOLDER --fixtures FOLDER [--filter TEXT]',
  )
  process.exit(2)
}

const runs = await compileFixtures(options)
const rows = []
for (const run of runs) {
  const oracle = await createOracle(run, options)
  const ours = await ourVerdicts(run)
  const names = [...ours.names].filter((name) => name.includes(options.filter))
  for (const name of names) {
    for (const kind of ['transparent', 'uups']) {
      const what = `${name} ${kind}`
      const own = ours.implementation(name, kind)
      if (own !== undefined)
        rows.push({ what, theirs: oracle.implementation(name, kind), ours: own })
    }
  }
  for (const [old, now] of versionPairs(names)) {
    const what = `${old} -> ${now.slice(now.indexOf(':') + 1)}`
    rows.push({ what, theirs: oracle.storage(old, now), ours: ours.storage(old, now) })
  }
}

const different = rows.filter(({ theirs, ours }) => theirs.isSafe !== ours.isSafe)
const listed = new Set()
let unlisted = 0
for (const row of different) {
  const known = differences.find(
    ({ what, isSafe }) => what.test(row.what) && isSafe === row.ours.isSafe,
  )
  if (known === undefined) unlisted++
  else listed.add(known)
  console.log(`${known === undefined ? 'DIFFERS' : 'listed '} ${row.what}`)
  console.log(`  upgrades-core: ${verdict(row.theirs)}`)
  console.log(`  scaffold:      ${verdict(row.ours)}`)
  if (known !== undefined) console.log(`  because ${known.reason}`)
}
const implementations = rows.filter(({ what }) => !what.includes('->')).length
console.log(
  `${implementations} implementations, ${rows.length - implementations} upgrades: ${rows.length - different.length} verdicts are the same, ${different.length - unlisted} differ as listed, ${unlisted} differ`,
)
for (const { what, reason } of differences) {
  if (![...listed].some((known) => known.what === what)) console.log(`not seen: ${reason}`)
}
process.exitCode = unlisted === 0 ? 0 : 1

function verdict({ isSafe, why }) {
  return `${isSafe ? 'safe' : 'unsafe'}${why === '' ? '' : `: ${why}`}`
}
