import type { SourceTrace } from '@scaffold-evm/trace'
import type { DebugView } from './debug-view.js'

/** An execution to look into, and what it holds on to. */
export interface DebuggedTrace {
  /** e.g. the transaction's hash. */
  readonly title: string
  readonly trace: SourceTrace
  close(): Promise<void>
}

/** How a session ends: for good, with nothing to look into, or for another execution. */
export type DebugEnd = 'quit' | 'unload' | DebuggedTrace

/** A command of the debugger, as data. */
export interface DebugCommand {
  /** What it goes by; the first is the one in the help. */
  readonly names: readonly string[]
  /** What follows the name. */
  readonly usage?: string
  readonly summary: string
  readonly group: 'Moving' | 'Stopping' | 'Looking' | 'Session'
  /** @returns how it ends the session, if it does */
  run(view: DebugView, rest: string): Promise<DebugEnd | undefined>
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
