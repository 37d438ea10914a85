// Plans, applies, upgrades, replaces and finds drift on anvil, Ganache and our own node, all by the command, as a user would.
// The peers are installed into a scratch folder: they are no dependency of this repository.
//
//   node scripts/plan-acceptance.mjs [--node own,anvil,ganache] [--peers <folder with them>] [--verbose]   (after npm run build)
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installPeers, nodePeers } from './install-peers.mjs'
import { startNode } from './plan-acceptance/nodes.mjs'
import { acceptPlans } from './plan-acceptance/scenario.mjs'

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', default: 'own,anvil,ganache' },
    peers: { type: 'string', default: join(tmpdir(), 'scaffold-plan-peers') },
    verbose: { type: 'boolean', default: false },
  },
})

const kinds = options.node.split(',')
if (kinds.some((kind) => kind !== 'own')) installPeers(options.peers, nodePeers)

let isFailed = false
for (const [index, kind] of kinds.entries()) {
  const node = await startNode(kind, { port: 8610 + index, peers: options.peers })
  try {
    const checks = await acceptPlans(node.url, options.verbose)
    console.log(`${kind}: ${checks} checks passed`)
  } catch (error) {
    isFailed = true
    console.log(`${kind}: ${error.message}`)
  } finally {
    await node.close()
  }
}
process.exit(isFailed ? 1 : 0)
