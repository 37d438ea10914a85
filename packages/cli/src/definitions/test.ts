import type { CommandDefinition } from '../internal/command.js'
import { count, flag, integer, noFlag, text } from '../internal/options.js'

/** Options of `scaffold test`. */
export interface TestOptions {
  readonly grep: string | undefined
  readonly bail: boolean
  readonly parallel: boolean
  readonly jobs: number | undefined
  readonly watch: boolean
  readonly reporter: string | undefined
  readonly network: string | undefined
  readonly compile: boolean
  readonly migrate: boolean
  readonly offline: boolean
  readonly json: boolean
  readonly verbose: number | undefined
  readonly coverage: boolean
  readonly gas: boolean
  readonly gasReport: string | undefined
  readonly worker: boolean
}

/** `scaffold test` */
export const testDefinition: CommandDefinition<TestOptions> = {
  name: 'test',
  group: 'Build',
  summary: 'compile, migrate and run the tests',
  description:
    'Compiles what changed, runs the migrations on a chain in this process and then the tests. Each test file starts from the state after the migrations.',
  arguments: [{ name: 'files', summary: 'only these test files or folders', isVariadic: true }],
  options: {
    grep: text('-g, --grep <pattern>', 'only tests whose title matches'),
    bail: flag('-b, --bail', 'stop at the first failure'),
    parallel: flag('-p, --parallel', 'run test files in worker processes, each with its own chain'),
    jobs: integer('-j, --jobs <count>', 'how many workers; implies --parallel', {
      min: 1,
      max: 256,
    }),
    watch: flag('-w, --watch', 'run what is affected again whenever a file changes'),
    reporter: text('--reporter <name>', 'a reporter of mocha: spec, dot, min, json, …'),
    network: text('--network <name>', 'run on a network of the config'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    migrate: noFlag('--no-migrate', 'start the tests from an empty chain'),
    offline: flag('--offline', 'never fetch a compiler'),
    coverage: flag('--coverage', 'measure which lines and branches of the contracts run'),
    gas: flag('--gas', 'measure what gas deployments and calls take'),
    gasReport: text(
      '--gas-report <file>',
      'write that to a file, too (.json is data); implies --gas',
    ),
    verbose: count('-v, --verbose', 'show what transactions did, test by test: -v to -vvvvv'),
    json: flag('--json', 'print the results as JSON'),
    worker: {
      flags: '--worker',
      summary: 'serve test files to the process that started this one',
      fallback: false,
      isHidden: true,
    },
  },
  examples: [
    { line: 'scaffold test', summary: 'all tests' },
    {
      line: 'scaffold test test/token.test.ts --bail',
      summary: 'one file, up to the first failure',
    },
    {
      line: "scaffold test --grep 'pays once' --watch",
      summary: 'one test, again on every change',
    },
    { line: 'scaffold test -vvv', summary: 'with the calls of tests that fail' },
    { line: 'scaffold test --jobs 4', summary: 'four files at a time' },
  ],
  load: () => import('../commands/test.js'),
}
