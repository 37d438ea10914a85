import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// This file runs in packages/migrations/build/test/faults.
const scaffold = fileURLToPath(new URL('../../../../cli/bin/scaffold.cjs', import.meta.url))
const killer = new URL('./kill-at-write.js', import.meta.url).href

/** How a process ended. */
export interface ChildEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** A real `scaffold migrate` that runs. */
export interface MigratingChild {
  /** As `kill -9`. */
  kill(): void
  readonly ended: Promise<ChildEnd>
}

/** Where in its writing of the record it kills itself. */
export interface KillAtWrite {
  /** From 0. */
  readonly write: number
  /** Before the new file takes the place of the old one, or after. */
  readonly when: 'before' | 'after'
}

function collect(child: ChildProcess): Promise<ChildEnd> {
  let output = ''
  const add = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output }))
  })
}

/** Starts `scaffold migrate --network n` in a project. */
export function startMigrating(cwd: string, killAt?: KillAtWrite): MigratingChild {
  const env: NodeJS.ProcessEnv = { ...process.env, SCAFFOLD_KEYSTORE: `${cwd}/keystore.json` }
  if (killAt !== undefined) {
    env.NODE_OPTIONS = `--import=${killer}`
    env.KILL_AT_WRITE = String(killAt.write)
    env.KILL_WHEN = killAt.when
  }
  const args = [scaffold, 'migrate', '--network', 'n', '--no-compile']
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  return { kill: () => child.kill('SIGKILL'), ended: collect(child) }
}
