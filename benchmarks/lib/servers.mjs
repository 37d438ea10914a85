// Nodes that listen on a port: ours and the peers', started with their defaults.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { benchmarksRoot, cliRoot, hardhatEnvironment, node22 } from './peers.mjs'
import { makeHardhatProject } from './projects.mjs'

const modules = join(benchmarksRoot, 'node_modules')
/** What `utime` and `stime` of /proc/PID/stat are in. */
const ticksPerSecond = 100

const commands = {
  scaffold: (port) => [node22, join(cliRoot, 'bin/scaffold.cjs'), 'node', '--port', `${port}`],
  anvil: (port) => [join(modules, '@foundry-rs/anvil-linux-amd64/bin/anvil'), '--port', `${port}`],
  ganache: (port) => [
    node22,
    join(modules, 'ganache/dist/node/cli.js'),
    '--port',
    `${port}`,
    '--wallet.deterministic',
  ],
  hardhat: (port) => [
    node22,
    join(modules, 'hardhat/dist/src/cli.js'),
    'node',
    '--port',
    `${port}`,
  ],
}

/** A node of `name`, once it answers. `stop()` ends it. */
export async function startServer(name, options = []) {
  const port = await freePort()
  const [command, ...args] = commands[name](port)
  const cwd = name === 'hardhat' ? makeHardhatProject({}) : '/'
  const env = { ...process.env, ...(name === 'hardhat' ? hardhatEnvironment : {}) }
  const child = spawn(command, [...args, ...options], { cwd, env, stdio: 'ignore' })
  const server = {
    name,
    pid: child.pid,
    request: createClient(port),
    stop: () => stop(child),
  }
  await firstAnswer(server, child)
  return server
}

/** Wall seconds, and CPU seconds of a node's process with all its threads. */
export function meterOf({ pid }) {
  return () => {
    const start = performance.now()
    const cpu = cpuSecondsOf(pid)
    return () => ({ wall: (performance.now() - start) / 1000, cpu: cpuSecondsOf(pid) - cpu })
  }
}

/** CPU seconds that a process has used, user and system. */
export function cpuSecondsOf(pid) {
  // The name, which comes second, may contain anything but ends at the last parenthesis.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Resident memory of a process, megabytes. */
export function memoryOf(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(kilobytes) / 1024
}

/** Bytes that a process has had written to disk. */
export function bytesWrittenBy(pid) {
  const text = readFileSync(`/proc/${pid}/io`, 'utf8')
  return Number(/^write_bytes: (\d+)/m.exec(text)[1])
}

/** Sends one request at a time over one connection. */
function createClient(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let id = 0
  return (method, params) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })
      const sent = httpRequest(
        {
          agent,
          port,
          host: '127.0.0.1',
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk) => {
            text += chunk
          })
          response.on('end', () => {
            const { result, error } = JSON.parse(text)
            if (error === undefined) resolve(result)
            else reject(new Error(`${method}: ${error.message}`))
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
}

async function firstAnswer(server, child) {
  for (let attempt = 0; attempt < 6000; attempt++) {
    if (child.exitCode !== null) throw new Error(`${server.name} ended with ${child.exitCode}`)
    try {
      await server.request('eth_chainId', [])
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  throw new Error(`${server.name} does not answer`)
}

function stop(child) {
  if (child.exitCode !== null) return Promise.resolve()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
  return ended.finally(() => clearTimeout(timer))
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
