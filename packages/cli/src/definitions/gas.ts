import type { CommandDefinition } from '../internal/command.js'
import { flag, noFlag, percent, text } from '../internal/options.js'

/** Options of `scaffold gas`. */
export interface GasOptions {
  readonly check: boolean
  readonly diff: boolean
  readonly tolerance: number | undefined
  readonly test: string | undefined
  readonly out: string | undefined
  readonly network: string | undefined
  readonly compile: boolean
  readonly migrate: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold gas` */
export const gasDefinition: CommandDefinition<GasOptions> = {
  name: 'gas',
  group: 'Build',
  summary: 'what tests and functions take, and where it goes',
  description:
    'snapshot runs the tests and writes the gas of each test and function to a file made for git; with --check or --diff it compares instead. profile says which functions and lines took the gas of a transaction, or of the tests, and draws a flame graph. Both are about the code as it is compiled for production.',
  arguments: [
    { name: 'action', summary: 'snapshot, profile', isRequired: true },
    { name: 'target', summary: 'the file of a snapshot; the hash of a transaction to profile' },
  ],
  options: {
    check: flag('--check', 'fail when something differs from the snapshot'),
    diff: flag('--diff', 'show what differs from the snapshot'),
    tolerance: percent('--tolerance <percent>', 'how much may differ'),
    test: text('-t, --test <pattern>', 'profile the tests whose title matches (default: all)'),
    out: text('-o, --out <file>', 'draw a flame graph: .html, .svg, or .json for speedscope'),
    network: text('--network <name>', 'where the transaction to profile is'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    migrate: noFlag('--no-migrate', 'start the tests from an empty chain'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print JSON'),
  },
  examples: [
    { line: 'scaffold gas snapshot', summary: 'writes .gas-snapshot' },
    { line: 'scaffold gas snapshot --check --tolerance 1', summary: 'for CI' },
    { line: 'scaffold gas snapshot --diff', summary: 'what a change costs' },
    { line: 'scaffold gas profile --test transfer --out flame.html', summary: 'of some tests' },
    { line: 'scaffold gas profile 0x5c50… --network local', summary: 'of a transaction' },
  ],
  load: () => import('../commands/gas.js'),
}
