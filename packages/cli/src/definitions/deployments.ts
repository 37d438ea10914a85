import type { CommandDefinition } from '../internal/command.js'
import { choice, flag, migrationNumber, noFlag, text } from '../internal/options.js'

const formats = ['json', 'ts', 'wagmi', 'hardhat-deploy'] as const

/** Options of `scaffold deployments`. */
export interface DeploymentsOptions {
  readonly network: string | undefined
  readonly format: (typeof formats)[number] | undefined
  readonly out: string | undefined
  readonly completed: number | undefined
  readonly force: boolean
  readonly duplicates: boolean
  readonly dryRun: boolean
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold deployments` */
export const deploymentsDefinition: CommandDefinition<DeploymentsOptions> = {
  name: 'deployments',
  group: 'Chain',
  summary: 'what is deployed, for and from other tools',
  description:
    'list shows what is recorded. export writes addresses and ABIs for frontends and other tools. import takes over what Truffle (build/contracts), hardhat-deploy (deployments/<network>/) or the upgrades plugins of OpenZeppelin (.openzeppelin/) deployed to a network, so that migrations go on from there. verify holds the record against the chain; the exit code is 1 when something is wrong.',
  arguments: [
    { name: 'action', summary: 'list, export, import, verify (default: list)' },
    { name: 'path', summary: 'what to import (default: what is in the usual places)' },
  ],
  options: {
    network: text('--network <name>', 'a network; all but import take all that have a record'),
    format: choice('--format <format>', 'export: for whom (default: by --out, else json)', formats),
    out: text('-o, --out <path>', 'export: a file or folder (default: print it)'),
    completed: migrationNumber('--completed <migration>', 'import: the last one that is done'),
    force: flag('--force', 'import over what is recorded under the same names'),
    duplicates: flag('--duplicates', 'verify: look for deployments sent twice, too; slow'),
    dryRun: flag('--dry-run', 'import nothing, only say what would be'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print JSON'),
  },
  examples: [
    { line: 'scaffold deployments', summary: 'all that is recorded' },
    {
      line: 'scaffold deployments export --out web/src/deployments.ts',
      summary: 'for a frontend, typed',
    },
    {
      line: 'scaffold deployments export --format wagmi --out web/src/generated.ts',
      summary: "as wagmi's hooks want it",
    },
    { line: 'scaffold deployments import --network sepolia', summary: 'from another tool' },
    { line: 'scaffold deployments verify --network sepolia', summary: 'is it all there?' },
  ],
  load: () => import('../commands/deployments.js'),
}
