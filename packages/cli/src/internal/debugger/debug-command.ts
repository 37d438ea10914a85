import type { DebugView } from './debug-view.js'

/** A command of the debugger, as data. */
export interface DebugCommand {
  /** What it goes by; the first is the one in the help. */
  readonly names: readonly string[]
  /** What follows the name. */
  readonly usage?: string
  readonly summary: string
  readonly group: 'Moving' | 'Stopping' | 'Looking' | 'Session'
  /** @returns `quit` to end the session */
  run(view: DebugView, rest: string): Promise<'quit' | undefined>
}

/** A command that goes on with the session. */
export function command(
  definition: Omit<DebugCommand, 'run'>,
  run: (view: DebugView, rest: string) => Promise<void> | void,
): DebugCommand {
  return {
    ...definition,
    run: async (view, rest) => {
      await run(view, rest)
      return undefined
    },
  }
}
