import { flag, hardfork, hidden, text } from '../shared-options.js'
import type { TruffleCommand } from '../truffle-command.js'

/** Commands about contracts and their tests. */
export const buildCommands: readonly TruffleCommand[] = [
  {
    name: 'compile',
    summary: 'compile contract source files',
    usage: '[<source>…]',
    options: [
      flag('all', 'compile everything, not only what has changed'),
      text('compiler', '<name>', 'one compiler only: solc, vyper, external; or none'),
      text('list', '[<filter>]', 'list compilers: releases, prereleases, latestRelease, docker'),
      hidden(text('save-intermediate', '<file>', 'write the raw output of the compiler to a file')),
    ],
    shared: ['config', 'quiet'],
    load: () => import('../commands/compile.js'),
  },
  {
    name: 'test',
    summary: 'run JavaScript, TypeScript and Solidity tests',
    usage: '[<test-file>…]',
    options: [
      flag('compile-all', 'compile everything, not only what has changed'),
      flag('compile-none', 'use the artifacts as they are'),
      flag('compile-all-debug', 'compile everything, with revert strings for debugging'),
      flag('migrate-none', 'run no migrations before the tests'),
      flag('verbose-rpc', 'log what is asked of the chain, and its answers'),
      flag('show-events', 'print the events of passing tests, too'),
      flag('debug', 'have a global debug() in tests'),
      { ...text('debug-global', '<name>', 'another name for it'), fallback: 'debug' },
      flag('runner-output-only', 'print nothing but the output of the test runner'),
      flag('bail', 'stop at the first failure', 'b'),
      text('grep', '<regex>', 'only tests whose title matches', 'g'),
      flag('stacktrace', 'Solidity stack traces', 't'),
      flag('stacktrace-extra', '--stacktrace --compile-all-debug'),
      text('reporter', '<name>', 'a reporter of mocha', 'r'),
      hardfork,
      flag('parallel', 'run test files in worker processes, each with its own chain', 'p'),
      { name: 'jobs', alias: 'j', type: 'number', placeholder: '<count>', summary: 'how many' },
      flag('reset-each', 'take back what each test of a contract() did to the chain'),
      flag('coverage', 'measure which lines and branches of the contracts run'),
      flag('gas', 'measure what gas deployments and calls take'),
      text('gas-report', '<file>', 'write that to a file, too (.json is data); implies --gas'),
      flag('watch', 'run what is affected again whenever a file changes', 'w'),
    ],
    shared: ['network', 'config'],
    load: () => import('../commands/test.js'),
  },
  {
    name: 'opcode',
    summary: "print a contract's opcodes",
    usage: '<contract-name>',
    options: [
      flag('all', 'compile everything first'),
      hidden(flag('creation', 'of the creation code')),
    ],
    shared: [],
    load: () => import('../commands/opcode.js'),
  },
  {
    name: 'obtain',
    summary: 'fetch a compiler, for work without network',
    options: [text('solc', '<version>', 'the version of solc')],
    shared: ['quiet'],
    load: () => import('../commands/obtain.js'),
  },
]
