import type { CommandDefinition } from '../internal/command.js'
import { flag, noFlag, text } from '../internal/options.js'

/** Options of `scaffold debug`. */
export interface DebugOptions {
  readonly lastFailure: boolean
  readonly network: string | undefined
  readonly script: string | undefined
  readonly compile: boolean
  readonly migrate: boolean
  readonly offline: boolean
}

/** `scaffold debug` */
export const debugDefinition: CommandDefinition<DebugOptions> = {
  name: 'debug',
  group: 'Chain',
  summary: 'step through a transaction or a test, both ways',
  description:
    'Opens a transaction of a network, or runs a test and opens the call that it failed by or else its last transaction. At the prompt, h lists the commands: those of gdb, and the keys of Truffle. Commands may come from a pipe or a file.',
  arguments: [
    { name: 'subject', summary: 'the hash of a transaction, or words of the title of a test' },
  ],
  options: {
    lastFailure: flag('--last-failure', 'the test that failed first in the last run'),
    network: text('--network <name>', 'a network of the config; of a test the one that it runs on'),
    script: text('--script <file>', 'take the commands from a file'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    migrate: noFlag('--no-migrate', 'start the test from an empty chain'),
    offline: flag('--offline', 'never fetch a compiler'),
  },
  examples: [
    { line: 'scaffold debug 0x5c50… --network local', summary: 'a transaction of a node' },
    { line: 'scaffold debug "moves tokens"', summary: 'what a test does last' },
    { line: "echo 'print total' | scaffold debug --last-failure", summary: 'one question' },
  ],
  load: () => import('../commands/debug.js'),
}
