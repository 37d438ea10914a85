import { join } from 'node:path'
import { compare, runCommand, summarize } from '../lib/measure.mjs'
import { benchmarksRoot, hardhatEnvironment, node22, providerModule } from '../lib/peers.mjs'
import { cpuSecondsOf, startServer } from '../lib/servers.mjs'

const nodes = ['scaffold', 'anvil', 'hardhat', 'ganache']

/** From the start of a process to its first answer: nodes over HTTP, and a provider in process. */
export default async function start({ runs }) {
  const results = Object.fromEntries(nodes.map((name) => [name, []]))
  for (let turn = 0; turn < runs; turn++) {
    for (const name of nodes) results[name].push(await timeNode(name))
  }
  const ours = summarize(results.scaffold)
  const inProcess = await compare(
    {
      ours: { run: () => timeProvider('scaffold') },
      theirs: { run: () => timeProvider('hardhat') },
    },
    runs,
  )
  return [
    { name: 'start: provider in process', peer: 'hardhat', by: 'wall', ...inProcess },
    ...nodes.slice(1).map((peer) => ({
      name: 'start: node',
      peer,
      by: 'wall',
      ours,
      theirs: summarize(results[peer]),
    })),
  ]
}

async function timeNode(name) {
  const startedAt = performance.now()
  const server = await startServer(name)
  const wall = (performance.now() - startedAt) / 1000
  const cpu = cpuSecondsOf(server.pid)
  await server.stop()
  return { wall, cpu }
}

const timeProvider = (name) =>
  runCommand({
    command: node22,
    args: [join(benchmarksRoot, 'drivers/first-answer.mjs'), providerModule(name)],
    cwd: benchmarksRoot,
    env: hardhatEnvironment,
  })
