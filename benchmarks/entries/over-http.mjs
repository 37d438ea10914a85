import { tokenBytecode } from '../lib/contracts.mjs'
import { summarize } from '../lib/measure.mjs'
import { createOperations, repeat, snapshotAndRevert, waitForReceipt } from '../lib/operations.mjs'
import { meterOf, startServer } from '../lib/servers.mjs'

const nodes = ['scaffold', 'anvil', 'hardhat', 'ganache']
const rows = [
  ['300 transfers', 'transfer', 300],
  ['100 deployments', 'deploy', 100],
  ['500 eth_call', 'call', 500],
  ['500 receipts', 'receipt', 500],
]
/** Over how many transactions throughput is measured: of a node that just started, and from then on. */
const first = 100
const window = 200
/** Transfers before anything else is measured, taken back: V8 needs them for machine code. */
const warmUp = 1000
/** Ganache takes minutes for as much. */
const slow = new Set(['ganache'])

/** One connection, one request at a time: throughput as the chain grows, then each operation. What is sent is waited for. */
export default async function overHttp({ runs }) {
  const code = tokenBytecode()
  const results = Object.fromEntries(nodes.map((name) => [name, []]))
  for (let turn = 0; turn < runs; turn++) {
    for (const name of nodes) results[name].push(await measure(name, code))
  }
  const row = (name, key, peer, target) => ({
    name: `over HTTP: ${name}`,
    peer,
    target,
    by: 'wall',
    ours: summarize(results.scaffold.map((result) => result[key])),
    theirs: summarize(results[peer].map((result) => result[key])),
  })
  return nodes.slice(1).flatMap((peer) => {
    const isAnvil = peer === 'anvil'
    return [
      row(`the first ${first} ERC-20 transfers`, 'cold', peer),
      row(`the ${window} after them`, 'next', peer, isAnvil ? 1 : undefined),
      row(`${window} ERC-20 transfers at block 100, warm`, 'early', peer, isAnvil ? 1 : undefined),
      ...(slow.has(peer)
        ? []
        : [
            row(
              `${window} ERC-20 transfers at block 2,000`,
              'late',
              peer,
              isAnvil ? 0.33 : undefined,
            ),
          ]),
      ...rows.map(([name, key]) => row(name, key, peer)),
      row('20 snapshots and reverts, 10 changed accounts', 'few', peer),
      ...(slow.has(peer)
        ? []
        : [row('snapshot and revert, 10,000 changed accounts', 'many', peer)]),
    ]
  })
}

async function measure(name, code) {
  const server = await startServer(name)
  const meter = meterOf(server)
  try {
    const operations = await createOperations(server.request, code, {
      peer: name,
      settle: (hash) => waitForReceipt(server.request, hash),
    })
    const result = { cold: await repeat(meter, first, operations.erc20) }
    const id = await operations.snapshot()
    result.next = await repeat(meter, window, operations.erc20)
    await repeat(meter, slow.has(name) ? window : warmUp, operations.erc20)
    await operations.revert(id)
    result.few = await snapshotAndRevert(meter, operations, { changed: 10, rounds: 20 })
    if (!slow.has(name)) {
      result.many = await snapshotAndRevert(meter, operations, { changed: 10_000, rounds: 1 })
    }
    result.early = await repeat(meter, window, operations.otherErc20)
    for (const [, key, count] of rows) result[key] = await repeat(meter, count, operations[key])
    if (slow.has(name)) return result
    await operations.growTo(2000)
    result.late = await repeat(meter, window, operations.otherErc20)
    return result
  } finally {
    await server.stop()
  }
}
