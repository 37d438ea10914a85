import type { TruffleCommand } from '../truffle-command.js'

const names = ['build', 'dashboard', 'db', 'install', 'preserve', 'publish', 'watch'] as const

/** Commands that Truffle had and that say here what to do instead. */
export const retiredCommands: readonly TruffleCommand[] = names.map((name) => ({
  name,
  summary: '',
  options: [],
  shared: [],
  load: () => import('../commands/retired.js'),
}))
