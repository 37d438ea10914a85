import { loops } from '../lib/contracts.mjs'
import { summarize } from '../lib/measure.mjs'
import { repeat, waitForReceipt } from '../lib/operations.mjs'
import { runDriver } from '../lib/peers.mjs'
import { meterOf, startServer } from '../lib/servers.mjs'

/** How often each loop goes round; stock ethereumjs does a fraction, and its time is scaled up. */
const counts = {
  arithmetic: 1_000_000,
  hashing: 300_000,
  storing: 300_000,
  calling: 100_000,
}
const stockShare = 50
const gas = '0x2540be400'
const gasLimit = ['--gas-limit', '10000000000']

/** Loops of one kind of work each: as eth_call of nodes, and on @ethereumjs/evm as it ships. */
export default async function compute({ runs }) {
  const { bytecode, callData } = loops()
  const calls = Object.entries(counts).map(([name, count]) => [name, callData(name, count)])
  const sides = { scaffold: [], anvil: [] }
  for (const name of Object.keys(sides)) {
    sides[name] = await measureNode(name, { bytecode, calls, runs })
  }
  const stock = await measureStock(bytecode, callData)
  return calls.flatMap(([name]) => {
    const ours = summarize(sides.scaffold.map((result) => result[name]))
    return [
      {
        name: `compute: ${name} loop, ${counts[name].toLocaleString('en')} rounds`,
        peer: 'anvil',
        target: 1.25,
        by: 'cpu',
        ours,
        theirs: summarize(sides.anvil.map((result) => result[name])),
      },
      {
        name: `compute: ${name} loop`,
        peer: 'ethereumjs',
        target: 0.033,
        by: 'cpu',
        ours,
        theirs: stock[name],
      },
    ]
  })
}

async function measureNode(name, { bytecode, calls, runs }) {
  const server = await startServer(name, gasLimit)
  try {
    const [from] = await server.request('eth_accounts', [])
    const hash = await server.request('eth_sendTransaction', [
      { from, gas: '0x200000', data: bytecode },
    ])
    const { contractAddress: to } = await waitForReceipt(server.request, hash)
    const meter = meterOf(server)
    const results = []
    for (let turn = 0; turn <= runs; turn++) {
      const result = {}
      for (const [loop, data] of calls) {
        result[loop] = await repeat(meter, 1, () =>
          server.request('eth_call', [{ from, to, data, gas }, 'latest']),
        )
      }
      results.push(result)
    }
    // The first is of code that was never run before.
    return results.slice(1)
  } finally {
    await server.stop()
  }
}

async function measureStock(code, callData) {
  const calls = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, callData(name, count / stockShare)]),
  )
  const results = []
  for (let turn = 0; turn < 3; turn++) {
    results.push(await runDriver('stock-evm.mjs', [], { input: JSON.stringify({ code, calls }) }))
  }
  return Object.fromEntries(
    Object.keys(counts).map((name) => {
      const { wall, cpu } = summarize(results.map((result) => result[name]))
      return [name, { wall: wall * stockShare, cpu: cpu * stockShare }]
    }),
  )
}
