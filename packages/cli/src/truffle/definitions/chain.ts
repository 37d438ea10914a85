import { flag, hardfork, hidden, number, text } from '../shared-options.js'
import type { TruffleCommand, TruffleOption } from '../truffle-command.js'

const migrateOptions: readonly TruffleOption[] = [
  flag('reset', 'run all migrations from the first'),
  number('f', '<number>', 'from this migration'),
  number('to', '<number>', 'up to this migration'),
  flag('compile-all', 'compile everything, not only what has changed'),
  flag('compile-none', 'use the artifacts as they are'),
  flag('verbose-rpc', 'log what is asked of the chain, and its answers'),
  flag('interactive', 'ask before the real deployment, after the dry run'),
  flag('dry-run', 'only simulate'),
  flag('skip-dry-run', 'no simulation first'),
  flag('describe-json', 'say how it goes on as lines of JSON'),
  hardfork,
  hidden({
    name: 'save',
    type: 'boolean',
    fallback: true,
    summary: 'remember on chain what was run',
  }),
]

const consoleOptions: readonly TruffleOption[] = [
  text('require', '<file>', 'have what this file exports at the prompt', 'r'),
  flag('require-none', 'load nothing of console.require'),
  hardfork,
]

const url = text('url', '<url>', 'a node that is in no config')

/** Commands that work on a chain. */
export const chainCommands: readonly TruffleCommand[] = [
  {
    name: 'migrate',
    summary: 'run migrations',
    options: migrateOptions,
    shared: ['network', 'config', 'quiet'],
    load: () => import('../commands/migrate.js'),
  },
  {
    name: 'deploy',
    aliasOf: 'migrate',
    summary: '(alias for migrate)',
    options: migrateOptions,
    shared: ['network', 'config', 'quiet'],
    load: () => import('../commands/migrate.js'),
  },
  {
    name: 'exec',
    summary: 'run a script with artifacts and web3',
    usage: '<script.js>',
    options: [
      flag('compile', 'compile first', 'c'),
      hardfork,
      hidden(text('file', '<file>', 'the script')),
    ],
    shared: ['network', 'config'],
    load: () => import('../commands/exec.js'),
  },
  {
    name: 'console',
    summary: 'a prompt with contracts and commands at hand',
    options: [url, flag('verbose-rpc', 'log what is asked of the chain'), ...consoleOptions],
    shared: ['network', 'config'],
    load: () => import('../commands/console.js'),
  },
  {
    name: 'develop',
    summary: 'a prompt with a chain of its own',
    options: [flag('log', 'only log what the chain is asked'), ...consoleOptions],
    shared: ['config'],
    load: () => import('../commands/develop.js'),
  },
  {
    name: 'networks',
    summary: 'show where contracts are deployed',
    options: [flag('clean', 'forget deployments on networks that the config does not have')],
    shared: ['config'],
    load: () => import('../commands/networks.js'),
  },
  {
    name: 'call',
    summary: 'call a function of a contract without changing anything',
    usage: '<address>|<contract-name> <function> [<argument>…]',
    options: [
      url,
      flag('fetch-external', 'fetch verified sources', 'x'),
      text('block-number', '<block>', 'as of this block', 'b'),
    ],
    shared: ['network', 'from', 'config'],
    load: () => import('../commands/call.js'),
  },
  {
    name: 'debug',
    summary: 'look into a transaction',
    usage: '[<transaction-hash>]',
    options: [
      flag('fetch-external', 'fetch verified sources', 'x'),
      url,
      flag('no-ens', 'no ENS names'),
      text('registry', '<address>', 'another ENS registry'),
      flag('compile-tests', 'with the Solidity tests'),
      flag('compile-all', 'compile everything first'),
      flag('compile-none', 'use the artifacts as they are'),
    ],
    shared: ['network', 'config'],
    load: () => import('../commands/debug.js'),
  },
]
