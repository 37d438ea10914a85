import type { CommandDefinition } from '../internal/command.js'
import { choice, flag } from '../internal/options.js'

/** Options of `scaffold compile`. */
export interface CompileOptions {
  readonly force: boolean
  readonly profile: 'default' | 'debug' | undefined
  readonly offline: boolean
  readonly sizes: boolean
  readonly json: boolean
}

/** `scaffold compile` */
export const compileDefinition: CommandDefinition<CompileOptions> = {
  name: 'compile',
  group: 'Build',
  summary: 'compile the contracts that changed',
  description:
    'Compiles the Solidity and Yul sources of the project. The pragma of each file chooses its compiler; only what changed is compiled.',
  arguments: [
    { name: 'files', summary: 'only these sources and what they import', isVariadic: true },
  ],
  options: {
    force: flag('-f, --force', 'compile everything, whatever the cache holds'),
    profile: choice('--profile <name>', 'how to compile', ['default', 'debug']),
    offline: flag('--offline', 'never fetch a compiler'),
    sizes: flag('--sizes', 'print the size of each contract and the limits'),
    json: flag('--json', 'print the result and the diagnostics as JSON'),
  },
  examples: [
    { line: 'scaffold compile', summary: 'compile what changed' },
    { line: 'scaffold compile contracts/Token.sol', summary: 'only one file and its imports' },
    {
      line: 'scaffold compile --sizes',
      summary: 'and compare with the limits of EIP-170 and EIP-3860',
    },
  ],
  load: () => import('../commands/compile.js'),
}
