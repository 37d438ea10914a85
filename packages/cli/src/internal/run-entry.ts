import manifest from '../../package.json' with { type: 'json' }
import { type ProcessOptions, runProcess } from './process.js'

/** `scaffold … | head` closes our output early: that is not an error. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
}

/** Runs a command line as the whole of this process: for entry files, the only places that may end it. */
export function runEntry(options: Pick<ProcessOptions, 'args' | 'program'>): Promise<void> {
  process.stdout.on('error', endOnClosedPipe)
  process.stderr.on('error', endOnClosedPipe)
  const exit = (code: number): never => process.exit(code)
  return runProcess({ ...options, version: manifest.version, exit })
}
