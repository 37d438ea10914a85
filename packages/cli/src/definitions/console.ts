import type { CommandDefinition } from '../internal/command.js'
import { flag, noFlag, text } from '../internal/options.js'

/** Options of `scaffold console`. */
export interface ConsoleOptions {
  readonly network: string | undefined
  readonly compile: boolean
  readonly migrate: boolean
  readonly offline: boolean
}

/** `scaffold console` */
export const consoleDefinition: CommandDefinition<ConsoleOptions> = {
  name: 'console',
  group: 'Chain',
  summary: 'talk to contracts in JavaScript',
  description:
    'A prompt with await, on a chain in this process or a network of the config. At hand: contracts deployed by migrations by their names, accounts, signers, ethers, deploy, contractAt, and the helpers of the tests. Code piped into it is run and its results printed.',
  options: {
    network: text('--network <name>', 'a network of the config'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    migrate: flag('--migrate', 'run the migrations first'),
    offline: flag('--offline', 'never fetch a compiler'),
  },
  examples: [
    { line: 'scaffold console --migrate', summary: 'a chain with everything deployed' },
    { line: 'scaffold console --network sepolia', summary: 'a live network' },
    { line: "echo 'await time.latest()' | scaffold console", summary: 'one line' },
  ],
  load: () => import('../commands/console.js'),
}
