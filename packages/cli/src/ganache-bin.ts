import manifest from '../package.json' with { type: 'json' }
import { ganacheArguments } from './internal/ganache-arguments.js'
import { runEntry } from './internal/run-entry.js'

const args = process.argv.slice(2)
if (args.includes('--version')) {
  process.stdout.write(`ganache v7.9.2 (scaffold v${manifest.version})\n`)
} else await runEntry({ args: ganacheArguments(args) })
