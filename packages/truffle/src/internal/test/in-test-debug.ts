import type { RecordExecution } from '@scaffold-evm/devchain'
import type { TruffleSession } from '../../truffle-session.js'

/** An execution that a test wants to look into. */
export interface DebuggedExecution {
  /** The transaction's hash, or what an execution that never became one failed with. */
  readonly title: string
  /** Runs it again with everything recorded. */
  readonly record: RecordExecution
}

/** How the global `debug` shows things. */
export interface InTestDebugging {
  print(line: string): void
  /** Lets somebody step through an execution. @default a few lines say what it did */
  readonly openDebugger?: ((execution: DebuggedExecution) => Promise<void>) | undefined
}

/**
 * The global `debug`: gives back what it gets. With `--debug` it opens a debugger on the transaction that it got, or on
 * the execution that failed; without, it says that nobody asked for that.
 */
export function createInTestDebug(
  session: TruffleSession,
  debugging: InTestDebugging,
): (operation: unknown) => Promise<unknown> {
  return async (operation) => {
    if (session.config['debug'] !== true) {
      debugging.print(
        'Warning: Invoked in-test debugger without --debug flag. Try: `truffle test --debug`',
      )
      return operation
    }
    try {
      const result = await operation
      const hash = hashIn(result)
      if (hash !== undefined) await show(session, debugging, { hash })
      return result
    } catch (error) {
      await show(session, debugging, { error })
      throw error
    }
  }
}

async function show(
  session: TruffleSession,
  { print, openDebugger }: InTestDebugging,
  { hash, error }: { readonly hash?: string; readonly error?: unknown },
): Promise<void> {
  // Executions are found by failures; any transaction is, by its receipt.
  const sign = error ?? { receipt: { transactionHash: hash, status: false } }
  const record = await session.failures?.recorderOf(sign)
  if (openDebugger !== undefined && record !== undefined) {
    const title = hash ?? (error instanceof Error ? error.message : String(error))
    await openDebugger({ title, record })
    await session.failures?.release?.()
  } else if (hash !== undefined) {
    const { describeTransaction } = await import('../../commands/show-transaction.js')
    print(await describeTransaction(session, hash))
  }
}

/** Of a transaction's result, or of the instance that one made. */
function hashIn(result: unknown): string | undefined {
  const { tx, transactionHash } = Object(result) as Readonly<Record<string, unknown>>
  return [tx, transactionHash].find((value) => typeof value === 'string')
}
