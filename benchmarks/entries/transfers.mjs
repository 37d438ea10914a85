import { join } from 'node:path'
import { summarize } from '../lib/measure.mjs'
import { benchmarksRoot, hardhat, hardhatScript, scaffold, scaffoldScript } from '../lib/peers.mjs'
import { makeHardhatProject, makeScaffoldProject } from '../lib/projects.mjs'
import { contracts } from '../lib/small-project.mjs'

// The loop is the same text for both: raw EIP-1193 requests, so that no client library is measured.
const loop = `
async function measure(provider, bytecode) {
  const [from, to] = await provider.request({ method: 'eth_accounts', params: [] })
  const send = (tx) => provider.request({ method: 'eth_sendTransaction', params: [{ from, gas: '0x100000', ...tx }] })
  const supply = (10n ** 18n).toString(16).padStart(64, '0')
  const deployed = await provider.request({
    method: 'eth_getTransactionReceipt',
    params: [await send({ data: bytecode + supply })],
  })
  const data = '0xa9059cbb' + to.slice(2).padStart(64, '0') + '1'.padStart(64, '0')
  const time = async (count, once) => {
    const start = performance.now()
    const cpu = process.cpuUsage()
    for (let i = 0; i < count; i++) await once()
    const used = process.cpuUsage(cpu)
    return { wall: (performance.now() - start) / 1000, cpu: (used.user + used.system) / 1e6 }
  }
  const token = deployed.contractAddress
  const transfer = () => send({ to: token, data })
  const call = () => provider.request({ method: 'eth_call', params: [{ from, to: token, data }, 'latest'] })
  await time(200, transfer)
  await time(200, call)
  const result = { transfer: await time(2000, transfer), call: await time(2000, call) }
  console.log('RESULT ' + JSON.stringify(result))
}
`

const artifactCode = `JSON.parse(readFileSync('artifacts/contracts/Token.sol/Token.json', 'utf8')).bytecode`

function resultOf({ output }) {
  return JSON.parse(output.match(/RESULT (.*)/)[1])
}

/** ERC-20 transfers and calls through the in-process provider, each transaction mined in a block of its own. */
export default async function transfers({ runs }) {
  const devchain = join(benchmarksRoot, '../packages/devchain/dist/index.js')
  const ours = makeScaffoldProject({
    ...contracts,
    'transfers.mjs': `import { readFileSync } from 'node:fs'
import { createDevchain } from ${JSON.stringify(devchain)}
${loop}
const chain = await createDevchain()
await measure(chain, ${artifactCode})
await chain.close()
`,
  })
  const theirs = makeHardhatProject({
    ...contracts,
    'transfers.mjs': `import { readFileSync } from 'node:fs'
import { network } from 'hardhat'
${loop}
const { provider } = await network.create()
await measure(provider, ${artifactCode})
process.exit(0)
`,
  })
  await scaffold(ours, 'compile')
  await hardhat(theirs, 'compile')
  const measured = async (script, folder) =>
    resultOf(await script(folder, join(folder, 'transfers.mjs')))
  const collected = { ours: [], theirs: [] }
  for (let turn = 0; turn < runs; turn++) {
    collected.ours.push(await measured(scaffoldScript, ours))
    collected.theirs.push(await measured(hardhatScript, theirs))
  }
  const row = (name, key, target) => ({
    name,
    peer: 'hardhat',
    target,
    ours: summarize(collected.ours.map((result) => result[key])),
    theirs: summarize(collected.theirs.map((result) => result[key])),
  })
  return [
    row('2,000 ERC-20 transfers, in process', 'transfer', 1.5),
    row('2,000 eth_call, in process', 'call', undefined),
  ]
}
