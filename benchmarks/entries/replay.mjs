import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../lib/measure.mjs'
import { benchmarksRoot, providerModule, runDriver } from '../lib/peers.mjs'

const folder = join(
  process.env.SCAFFOLD_VECTORS ?? join(benchmarksRoot, '../../shared/data'),
  'replay',
)
const workloads = [
  ["OpenZeppelin's tests, 66,716 requests", 'openzeppelin-contracts_0a5fba7a'],
  ["Safe's tests, 5,272 requests", 'safe-contracts_914d0f8'],
]

/** Test runs of whole projects as recorded; exactly the requests fail that must. */
export default async function replay({ runs }) {
  if (!existsSync(folder)) {
    console.error(`replay is skipped: there is no ${folder}`)
    return []
  }
  const rows = []
  for (const [name, file] of workloads) {
    const run = (side) => ({
      run: () => runDriver('replay.mjs', [providerModule(side), folder, file]),
    })
    const result = await compare({ ours: run('scaffold'), theirs: run('hardhat') }, runs)
    rows.push({ name: `replay: ${name}`, peer: 'hardhat', target: 0.6, by: 'cpu', ...result })
  }
  return rows
}
