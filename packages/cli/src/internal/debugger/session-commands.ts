import { debugLoadUnavailable } from '../../errors.js'
import type { DebugCommand } from './debug-command.js'
import type { DebugView } from './debug-view.js'

const group = 'Session'

/** Commands that are about the session as a whole, besides the help. */
export const sessionCommands: readonly DebugCommand[] = [
  {
    names: ['t', 'load'],
    usage: '<transaction-hash>',
    group,
    summary: 'another transaction of the network',
    run: async (view, rest) => loaderOf(view)(rest.trim()),
  },
  {
    names: ['T', 'unload'],
    group,
    summary: 'no transaction',
    run: async (view) => {
      loaderOf(view)
      view.line('Transaction unloaded.')
      return 'unload'
    },
  },
  {
    names: ['q', 'quit', 'exit', '.exit'],
    group,
    summary: 'end',
    run: () => Promise.resolve('quit'),
  },
]

function loaderOf({ load }: DebugView): NonNullable<DebugView['load']> {
  if (load === undefined) throw debugLoadUnavailable()
  return load
}
