import type { CommandDefinition } from '../internal/command.js'
import { count, flag, noFlag, text } from '../internal/options.js'

/** Options of `scaffold trace`. */
export interface TraceOptions {
  readonly network: string | undefined
  readonly verbose: number | undefined
  readonly internal: boolean
  readonly full: boolean
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold trace` */
export const traceDefinition: CommandDefinition<TraceOptions> = {
  name: 'trace',
  group: 'Chain',
  summary: 'show what a transaction did, call by call',
  description:
    'Runs a mined transaction of a network again, on a fork of the block before it, and shows its calls with arguments, events, return values and errors by the names of the project.',
  arguments: [{ name: 'transaction', summary: 'the hash of a transaction', isRequired: true }],
  options: {
    network: text('--network <name>', 'a network of the config'),
    verbose: count('-v, --verbose', 'how much is shown: -v to -vvvvv (default: -vvv)'),
    internal: flag('--internal', 'functions that are called within a contract, too'),
    full: flag('--full', 'write long values whole, and addresses beside names'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print the calls as JSON'),
  },
  examples: [
    { line: 'scaffold trace 0x5c50… --network local', summary: 'a transaction of a node' },
    { line: 'scaffold trace 0x5c50… --network mainnet -vvvv', summary: 'with what it stored' },
  ],
  load: () => import('../commands/trace.js'),
}
