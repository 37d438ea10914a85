import type { CommandDefinition } from '../internal/command.js'
import { flag, migrationNumber, noFlag, text } from '../internal/options.js'

/** Options of `scaffold deployments`. */
export interface DeploymentsOptions {
  readonly network: string | undefined
  readonly completed: number | undefined
  readonly force: boolean
  readonly dryRun: boolean
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold deployments` */
export const deploymentsDefinition: CommandDefinition<DeploymentsOptions> = {
  name: 'deployments',
  group: 'Chain',
  summary: 'what is deployed where, from and for other tools',
  description:
    'import takes over what Truffle (build/contracts), hardhat-deploy (deployments/<network>/) or the upgrades plugins of OpenZeppelin (.openzeppelin/) deployed to a network, so that migrations go on from there.',
  arguments: [
    { name: 'action', summary: 'import', isRequired: true },
    { name: 'path', summary: 'what to import (default: what is in the usual places)' },
  ],
  options: {
    network: text('--network <name>', 'a network of the config'),
    completed: migrationNumber('--completed <migration>', 'import: the last one that is done'),
    force: flag('--force', 'import over what is recorded under the same names'),
    dryRun: flag('--dry-run', 'import nothing, only say what would be'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print JSON'),
  },
  examples: [
    { line: 'scaffold deployments import --network sepolia', summary: 'from another tool' },
  ],
  load: () => import('../commands/deployments.js'),
}
