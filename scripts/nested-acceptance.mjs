// The nested deployment of examples/nested on our own node, anvil and Ganache, from its one migration, by the command: planned, applied, planned
// again, with the same addresses on all three.
//
//   node scripts/nested-acceptance.mjs [--peers <folder with them>]   (after npm run build)
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installPeers, nodePeers } from './install-peers.mjs'
import { startNode } from './plan-acceptance/nodes.mjs'
import { bin, root } from './workspace.mjs'

const { values: options } = parseArgs({
  options: { peers: { type: 'string', default: join(tmpdir(), 'scaffold-plan-peers') } },
})
installPeers(options.peers, nodePeers)

const mnemonic = 'test test test test test test test test test test test junk'
const kinds = ['own', 'anvil', 'ganache']
const networks = kinds.join(',')
const folder = mkdtempSync(join(tmpdir(), 'scaffold-nested-'))

function scaffold(...args) {
  const how = { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } }
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], how)
  return { status, output: `${stdout}${stderr}` }
}

function expectStatus(wanted, ...args) {
  const { status, output } = scaffold(...args)
  console.log(`scaffold ${args.join(' ')}: ${status}`)
  if (status !== wanted) throw new Error(`expected exit code ${wanted}\n${output}`)
  return output
}

function addressesOf(network) {
  const record = JSON.parse(readFileSync(join(folder, 'deployments', `${network}.json`), 'utf8'))
  return Object.entries(record.contracts).map(([name, { address }]) => `${name} ${address}`)
}

function prepareProject(nodes) {
  for (const name of ['contracts', 'migrations']) {
    cpSync(join(root, 'examples/nested', name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const urls = Object.fromEntries(nodes.map(({ url }, at) => [kinds[at], { url }]))
  // Ganache has no rules after Shanghai.
  const config = { solidity: { settings: { evmVersion: 'shanghai' } }, networks: urls }
  writeFileSync(join(folder, 'scaffold.config.mjs'), `export default ${JSON.stringify(config)}`)
}

const nodes = []
try {
  for (const [at, kind] of kinds.entries()) {
    const place = { port: 18_651 + at, chainId: 101 + at, peers: options.peers, mnemonic }
    nodes.push(await startNode(kind, place))
  }
  prepareProject(nodes)
  expectStatus(2, 'plan', '--network', networks)
  for (const kind of kinds) expectStatus(2, 'plan', '--network', kind, '--out', `${kind}.json`)
  for (const kind of kinds) expectStatus(0, 'migrate', '--network', kind, '--plan', `${kind}.json`)
  expectStatus(0, 'plan', '--network', networks)
  const [own, ...others] = kinds.map(addressesOf)
  for (const other of others) {
    if (other.join() !== own.join()) throw new Error(`Addresses differ:\n${own}\n${other}`)
  }
  console.log(`${own.length} contracts have the same addresses on ${kinds.join(', ')}`)
} finally {
  await Promise.all(nodes.map((node) => node.close()))
  rmSync(folder, { recursive: true, force: true })
}
