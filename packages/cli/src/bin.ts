import manifest from '../package.json' with { type: 'json' }
import { runProcess } from './internal/process.js'

/** `scaffold … | head` closes our output early: that is not an error. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
}

process.stdout.on('error', endOnClosedPipe)
process.stderr.on('error', endOnClosedPipe)
await runProcess({
  args: process.argv.slice(2),
  version: manifest.version,
  exit: (code) => process.exit(code),
})
