import type { CommandDefinition } from '../internal/command.js'
import { flag, noFlag } from '../internal/options.js'

/** Options of `scaffold networks`. */
export interface NetworksOptions {
  readonly check: boolean
  readonly json: boolean
}

/** `scaffold networks` */
export const networksDefinition: CommandDefinition<NetworksOptions> = {
  name: 'networks',
  group: 'Chain',
  summary: 'list the networks of the config',
  description:
    'Lists the networks of the config, their URLs with keys masked, and whether they answer.',
  options: {
    check: noFlag('--no-check', 'do not ask whether they answer'),
    json: flag('--json', 'print JSON'),
  },
  examples: [
    { line: 'scaffold networks', summary: 'all networks, each asked for its chain id' },
    { line: 'scaffold networks --no-check', summary: 'without touching the network' },
  ],
  load: () => import('../commands/networks.js'),
}
