import { tokenBytecode } from '../lib/contracts.mjs'
import { summarize } from '../lib/measure.mjs'
import { providerModule, runDriver } from '../lib/peers.mjs'

const rows = [
  ['2,000 transfers', 'transfer'],
  ['2,000 ERC-20 transfers', 'erc20', 0.5],
  ['2,000 ERC-20 transfers, 8,000 later', 'later', 0.5],
  ['500 deployments', 'deploy'],
  ['2,000 eth_call', 'call', 0.5],
  ['2,000 receipts', 'receipt'],
  ['50 snapshots and reverts, 10 changed accounts', 'few'],
  ['3 snapshots and reverts, 10,000 changed accounts', 'many'],
]

/** Through the provider in the process: signed, mined in a block each, with all roots. */
export default async function inProcess({ runs }) {
  const input = tokenBytecode()
  const sides = { ours: [], theirs: [] }
  for (let turn = 0; turn < runs; turn++) {
    sides.ours.push(await runDriver('in-process.mjs', [providerModule('scaffold')], { input }))
    sides.theirs.push(await runDriver('in-process.mjs', [providerModule('hardhat')], { input }))
  }
  return rows.map(([name, key, target]) => ({
    name: `in process: ${name}`,
    peer: 'hardhat',
    target,
    by: 'cpu',
    ours: summarize(sides.ours.map((result) => result[key])),
    theirs: summarize(sides.theirs.map((result) => result[key])),
  }))
}
