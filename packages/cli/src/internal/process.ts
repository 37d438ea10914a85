import { constants } from 'node:os'
import { ScaffoldError } from '@scaffold-evm/common'
import { type CliOptions, runCli } from './run-cli.js'

/** What the entry file hands over. */
export interface ProcessOptions {
  readonly args: readonly string[]
  readonly version: string
  /** The entry file is the only place that may end the process. */
  readonly exit: (code: number) => never
  /** @default 'scaffold' */
  readonly program?: CliOptions['program']
}

/** How long what is still open may take to end by itself. */
const lingerMs = 2_000
/** How long a command may take to clean up after a signal. */
const cleanUpMs = 10_000

/**
 * Runs the command line in this process: signals abort it, its result becomes the exit code, and
 * what a command or a test left open does not keep the process alive.
 */
export async function runProcess(options: ProcessOptions): Promise<void> {
  const controller = new AbortController()
  const interrupted = { code: 0 }
  const onSignal = (name: NodeJS.Signals): void => {
    const code = 128 + constants.signals[name]
    if (controller.signal.aborted) options.exit(code)
    interrupted.code = code
    setTimeout(() => options.exit(code), cleanUpMs).unref()
    controller.abort(new ScaffoldError({ code: 'INTERRUPTED', message: `Interrupted by ${name}` }))
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)
  const { exitCode, isFinal } = await runCli({
    args: options.args,
    version: options.version,
    program: options.program,
    cwd: process.cwd(),
    env: process.env,
    // Only on demand: a stream on standard input costs time and can keep the process alive.
    get stdin() {
      return process.stdin
    },
    stdout: process.stdout,
    stderr: process.stderr,
    signal: controller.signal,
  })
  const code = controller.signal.aborted ? interrupted.code : exitCode
  process.exitCode = code
  // The empty write comes back when everything before it is out: a pipe may still be full.
  if (isFinal) process.stdout.write('', () => options.exit(code))
  else endWhenIdle(options.exit, code)
}

/** Names of what Node waits for and only a command or the user's code can have left open. */
const leftOpen = new Set([
  'ChildProcess',
  'FSEventWrap',
  'Immediate',
  'MessagePort',
  'ProcessWrap',
  'TCPServerWrap',
  'TCPSocketWrap',
  'Timeout',
  'Worker',
])

function endWhenIdle(exit: (code: number) => never, code: number): void {
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter((name) => leftOpen.has(name))
    if (open.length > 0) {
      process.stderr.write(
        `warning: something was left open and kept the process alive: ${[...new Set(open)].join(', ')}. Close servers, sockets and timers when done, e.g. in an after() hook.\n`,
      )
    }
    exit(code)
  }, lingerMs).unref()
}
