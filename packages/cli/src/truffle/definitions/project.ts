import { flag } from '../shared-options.js'
import type { TruffleCommand } from '../truffle-command.js'

/** Commands about the project itself. */
export const projectCommands: readonly TruffleCommand[] = [
  {
    name: 'init',
    summary: 'start an empty project, or add a scaffold.config to this one',
    usage: '[<folder>]',
    options: [flag('force', 'overwrite files that are there')],
    shared: [],
    load: () => import('../commands/init.js'),
  },
  {
    name: 'unbox',
    summary: 'start a project from a template: metacoin, bare',
    usage: '[<box>] [<folder>]',
    options: [flag('force', 'overwrite files that are there')],
    shared: ['quiet'],
    load: () => import('../commands/unbox.js'),
  },
  {
    name: 'create',
    summary: 'add a contract, a migration or a test',
    usage: 'contract|migration|test|all <Name>',
    options: [flag('force', 'overwrite files that are there')],
    shared: ['config'],
    load: () => import('../commands/create.js'),
  },
  {
    name: 'build',
    summary: 'compile, then run what build of the config says',
    options: [],
    shared: [],
    load: () => import('../commands/build.js'),
  },
  {
    name: 'run',
    summary: 'run a command of a plugin',
    usage: '[<command>] [<argument>…]',
    options: [],
    shared: ['network', 'config'],
    load: () => import('../commands/run.js'),
  },
  {
    name: 'config',
    summary: 'settings of Truffle itself: there are none here',
    usage: '[get|set|list]',
    options: [],
    shared: [],
    load: () => import('../commands/config.js'),
  },
  {
    name: 'version',
    summary: 'print versions',
    options: [],
    shared: [],
    load: () => import('../commands/version.js'),
  },
]
