import type { CommandDefinition } from '../internal/command.js'
import { flag, noFlag, seconds, text } from '../internal/options.js'

/** Options of `scaffold status`. */
export interface StatusCommandOptions {
  readonly network: string | undefined
  readonly timeout: number | undefined
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold status` */
export const statusDefinition: CommandDefinition<StatusCommandOptions> = {
  name: 'status',
  group: 'Chain',
  summary: 'what is deployed on which networks',
  description:
    'Shows what deployments/ records of each network: contracts and whether the project has changed since, proxies with their implementations, what is verified, migrations that are open, transactions that are pending. Chains that answer in time are asked as well. Runs no migration; scaffold plan does that on a copy.',
  options: {
    network: text('--network <name>', 'one network (default: all that have a record)'),
    timeout: seconds('--timeout <seconds>', 'how long a chain may take (default: 5)'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'ask no chain and fetch no compiler'),
    json: flag('--json', 'print JSON'),
  },
  examples: [
    { line: 'scaffold status', summary: 'all networks' },
    { line: 'scaffold status --network sepolia --json', summary: 'one, as data' },
    { line: 'scaffold status --offline', summary: 'only what is recorded' },
  ],
  load: () => import('../commands/status.js'),
}
