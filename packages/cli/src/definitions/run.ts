import type { CommandDefinition } from '../internal/command.js'
import { flag, noFlag, text } from '../internal/options.js'

/** Options of `scaffold run`. */
export interface RunOptions {
  readonly network: string | undefined
  readonly compile: boolean
  readonly coverage: boolean
  readonly offline: boolean
}

/** `scaffold run` */
export const runDefinition: CommandDefinition<RunOptions> = {
  name: 'run',
  group: 'Chain',
  summary: 'run a script against a network',
  description:
    "Runs a TypeScript or JavaScript file. It imports from 'scaffold-evm/test' what tests do (deploy, contractAt, deployed, signers, ethers, …), bound to the network. What follows -- goes to the script.",
  arguments: [
    { name: 'script', summary: 'a .ts, .js, .mjs or .cjs file', isRequired: true },
    { name: 'args', summary: 'process.argv of the script', isVariadic: true },
  ],
  options: {
    network: text('--network <name>', 'a network of the config'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    coverage: flag('--coverage', 'measure which lines and branches of the contracts run'),
    offline: flag('--offline', 'never fetch a compiler'),
  },
  examples: [
    { line: 'scaffold run scripts/report.ts', summary: 'on a chain in this process' },
    { line: 'scaffold run scripts/mint.ts --network sepolia -- 100', summary: 'with an argument' },
  ],
  load: () => import('../commands/run.js'),
}
