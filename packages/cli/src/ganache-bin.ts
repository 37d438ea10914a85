import manifest from '../package.json' with { type: 'json' }
import { ganacheArguments } from './internal/ganache-arguments.js'
import type { InstancesOutcome } from './internal/ganache-instances.js'
import { runEntry } from './internal/run-entry.js'

const args = process.argv.slice(2)
if (args.includes('--version')) {
  process.stdout.write(`ganache v7.9.2 (scaffold v${manifest.version})\n`)
} else if (args[0] === 'instances') {
  const { manageInstances } = await import('./internal/ganache-instances.js')
  end(manageInstances(args.slice(1)))
} else if (args.includes('--detach') || args.includes('-D')) {
  const { detach } = await import('./internal/ganache-instances.js')
  end(await detach(args))
} else await runEntry({ args: ganacheArguments(args, program()) })

/** By the name that it was called by. */
function program(): 'ganache' | 'ganache-cli' {
  return /ganache-cli(\.cjs)?$/.test(process.argv[1] ?? '') ? 'ganache-cli' : 'ganache'
}

function end({ exitCode, stdout, stderr }: InstancesOutcome): void {
  process.stdout.write(stdout)
  process.stderr.write(stderr)
  process.exitCode = exitCode
}
