import type { TruffleCommand } from '../truffle-command.js'
import { buildCommands } from './build.js'
import { chainCommands } from './chain.js'
import { projectCommands } from './project.js'
import { retiredCommands } from './retired.js'

/** Truffle's commands, in the order of the help. */
export const truffleCommands: readonly TruffleCommand[] = [
  ...buildCommands,
  ...chainCommands,
  ...projectCommands,
]

/** With those that Truffle had and that are gone: their names still count when one is abbreviated. */
export const namedCommands: readonly TruffleCommand[] = [...truffleCommands, ...retiredCommands]
