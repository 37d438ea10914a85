import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The repository, seen from build/test/support. */
export const repository: string = fileURLToPath(new URL('../../../../..', import.meta.url))
/** What npm links as `scaffold`. */
export const bin: string = `${repository}packages/cli/bin/scaffold.cjs`

/** What came of a run of the command. */
export interface CliResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** How the command is run. */
export interface RunOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** For standard input. @default nothing */
  readonly input?: string
  /** Options of Node itself. */
  readonly nodeArgs?: readonly string[]
  /** Sees the output as it comes, e.g. to send a signal. */
  readonly onStdout?: (text: string, kill: (signal: NodeJS.Signals) => void) => void
}

/** Runs the real command, as a user would, in a process of its own. */
export function runScaffold(args: readonly string[], options: RunOptions): Promise<CliResult> {
  return runProgram(bin, args, options)
}

/** Runs a script as {@link runScaffold} does. */
export function runProgram(
  script: string,
  args: readonly string[],
  options: RunOptions,
): Promise<CliResult> {
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), script, ...args], {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    options.onStdout?.(stdout, (signal) => child.kill(signal))
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}
