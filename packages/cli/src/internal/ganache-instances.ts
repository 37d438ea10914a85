import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatTable, userCacheDir } from '@scaffold-evm/common'

/** A node that `ganache --detach` left running. */
interface Instance {
  readonly name: string
  readonly pid: number
  /** As it was typed. */
  readonly flags: string
}

/** What became of a command line about instances. */
export interface InstancesOutcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const ready = 'RPC Listening'

/** How often it is looked whether the node is ready. */
const pollMs = 50

/** Starts a node that outlives this process, and gives its name when it is ready. Its output is in a file. */
export async function detach(args: readonly string[]): Promise<InstancesOutcome> {
  const words = args.filter((word) => word !== '--detach' && word !== '-D')
  const name = `ganache_${Math.random().toString(36).slice(2, 8)}`
  mkdirSync(folder(), { recursive: true })
  const log = join(folder(), `${name}.log`)
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, [process.argv[1] ?? '', ...words], {
    detached: true,
    stdio: ['ignore', output, output],
  })
  let hasEnded = false
  child.once('close', () => {
    hasEnded = true
  })
  while (!hasEnded && !readFileSync(log, 'utf8').includes(ready)) await sleep(pollMs)
  closeSync(output)
  if (hasEnded || child.pid === undefined) {
    const stderr = readFileSync(log, 'utf8')
    rmSync(log)
    return { exitCode: 1, stdout: '', stderr }
  }
  const instance: Instance = { name, pid: child.pid, flags: words.join(' ') }
  writeFileSync(fileOf(name), JSON.stringify(instance))
  child.unref()
  return { exitCode: 0, stdout: `${name}\n`, stderr: '' }
}

/** `ganache instances list` and `ganache instances stop <name>`. */
export function manageInstances([action, name]: readonly string[]): InstancesOutcome {
  const running = list()
  if (action === 'list') {
    const rows = running.map((one) => [String(one.pid), one.name, one.flags])
    const table = formatTable([{ title: 'PID' }, { title: 'Name' }, { title: 'Flags' }], rows)
    return { exitCode: 0, stdout: `${table}\n`, stderr: '' }
  }
  const found = running.find((one) => one.name === name)
  if (action !== 'stop' || found === undefined) {
    const reason =
      action === 'stop' ? `Process not found: ${name}` : 'expected list, or stop <name>'
    return { exitCode: 1, stdout: '', stderr: `${reason}\n` }
  }
  process.kill(found.pid, 'SIGTERM')
  forget(found.name)
  return { exitCode: 0, stdout: 'Process stopped\n', stderr: '' }
}

function folder(): string {
  return join(userCacheDir(), 'ganache-instances')
}

function fileOf(name: string): string {
  return join(folder(), `${name}.json`)
}

function forget(name: string): void {
  rmSync(fileOf(name), { force: true })
  rmSync(join(folder(), `${name}.log`), { force: true })
}

/** Those that still run; the files of others are removed. */
function list(): readonly Instance[] {
  const files = namesIn(folder()).filter((name) => name.endsWith('.json'))
  return files.flatMap((file) => {
    const instance: Instance = JSON.parse(readFileSync(join(folder(), file), 'utf8'))
    if (isAlive(instance.pid)) return [instance]
    forget(instance.name)
    return []
  })
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    // Nothing was ever detached.
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
