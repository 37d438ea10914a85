import { debugNothingLoaded } from '../../errors.js'
import type { CommandContext } from '../command.js'
import { parseDebugLine, showHelp } from './all-commands.js'
import { type LoopEnd, runCommandLoop } from './command-loop.js'
import type { DebugEnd, DebuggedTrace } from './debug-command.js'
import { type DebugInput, shareInput } from './debug-input.js'
import { columnsOf, runTraceDebugger } from './debug-trace.js'

/** Which transactions, and who types. */
export interface TransactionDebugging {
  /** The first. @default none: the prompt waits for one to be loaded */
  readonly hash?: string | undefined
  readonly input: DebugInput
  load(hash: string): Promise<DebuggedTrace>
}

/** Debugs transactions, one after the other. Gives the exit code: 1 when a command failed and nobody saw it. */
export async function debugTransactions(
  context: CommandContext,
  { hash, input, load }: TransactionDebugging,
): Promise<number> {
  let current = hash === undefined ? undefined : await load(hash)
  const shared = shareInput(input)
  let failures = 0
  try {
    for (;;) {
      const end = await runOne(context, current, { input: shared, load })
      failures += end.failures
      const { outcome = 'quit' } = end
      if (outcome === 'quit') return failures > 0 && !input.isInteractive ? 1 : 0
      await current?.close()
      current = outcome === 'unload' ? undefined : outcome
    }
  } finally {
    await current?.close()
    await shared.end()
  }
}

function runOne(
  context: CommandContext,
  current: DebuggedTrace | undefined,
  { input, load }: Pick<TransactionDebugging, 'input' | 'load'>,
): Promise<LoopEnd<DebugEnd>> {
  if (current === undefined) return runWithoutTransaction(context, { input, load })
  const { title, trace } = current
  return runTraceDebugger(context, { title, trace, input, load })
}

/** A prompt without a transaction, which can load one. */
async function runWithoutTransaction(
  context: CommandContext,
  { input, load }: Pick<TransactionDebugging, 'input' | 'load'>,
): Promise<LoopEnd<DebugEnd>> {
  const { reporter, stdout } = context
  const { style } = reporter
  const screen = {
    style,
    columns: columnsOf(context),
    line: (text = '') => void stdout.write(`${text}\n`),
  }
  screen.line(style.dim('No transaction is loaded: t <transaction-hash> loads one. h for help'))
  return runCommandLoop<DebugEnd>(context, screen, {
    input,
    async run(text) {
      const { command, rest } = parseDebugLine(text)
      switch (command.names[0]) {
        case 't':
          return load(rest.trim())
        case 'h':
          showHelp(screen)
          return undefined
        case 'q':
          return 'quit'
        default:
          throw debugNothingLoaded()
      }
    },
  })
}
