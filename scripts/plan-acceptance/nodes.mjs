import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const scaffold = fileURLToPath(new URL('../../packages/cli/bin/scaffold.cjs', import.meta.url))

/** @param at - `chainId` and `mnemonic` are the node's own when they are left out. */
function commandOf(kind, { port, peers, chainId, mnemonic }) {
  const bin = join(peers, 'node_modules')
  const chain = (flag) => (chainId === undefined ? [] : [flag, String(chainId)])
  switch (kind) {
    case 'own':
      return [process.execPath, scaffold, 'node', '--port', String(port), ...chain('--chain-id')]
    case 'anvil': {
      const anvil = join(bin, '@foundry-rs/anvil-linux-amd64/bin/anvil')
      return [anvil, '--port', String(port), ...chain('--chain-id')]
    }
    case 'ganache':
      return [
        process.execPath,
        join(bin, 'ganache/dist/node/cli.js'),
        '--server.port',
        String(port),
        ...chain('--chain.chainId'),
        ...(mnemonic === undefined ? ['--wallet.deterministic'] : ['--wallet.mnemonic', mnemonic]),
      ]
    default:
      throw new Error(`--node is ${kind}; expected own, anvil, ganache`)
  }
}

/** Starts a node, and waits until it answers. */
export async function startNode(kind, at) {
  const [program, ...args] = commandOf(kind, at)
  const child = spawn(program, args, { stdio: 'ignore' })
  const url = `http://127.0.0.1:${at.port}`
  for (let round = 0; ; round++) {
    const isUp = await ask(url, 'eth_chainId').then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (round > 300 || child.exitCode !== null) throw new Error(`${kind} does not start`)
    await sleep(100)
  }
  return {
    url,
    async close() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** One JSON-RPC request. */
export async function ask(url, method, ...params) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const headers = { 'content-type': 'application/json' }
  const answer = await (await fetch(url, { method: 'POST', headers, body })).json()
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`)
  return answer.result
}
