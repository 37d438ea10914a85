import type { TruffleSession } from '../../truffle-session.js'

/**
 * The global `debug`: gives back what it gets. With `--debug` it says what the transaction did that it got; without, that
 * nobody asked for that.
 */
export function createInTestDebug(
  session: TruffleSession,
  print: (line: string) => void,
): (operation: unknown) => Promise<unknown> {
  return async (operation) => {
    if (session.config['debug'] !== true) {
      print('Warning: Invoked in-test debugger without --debug flag. Try: `truffle test --debug`')
      return operation
    }
    const result = await operation
    const hash = hashIn(result)
    if (hash !== undefined) {
      const { describeTransaction } = await import('../../commands/show-transaction.js')
      print(await describeTransaction(session, hash))
    }
    return result
  }
}

/** Of a transaction's result, or of the instance that one made. */
function hashIn(result: unknown): string | undefined {
  const { tx, transactionHash } = Object(result) as Readonly<Record<string, unknown>>
  return [tx, transactionHash].find((value) => typeof value === 'string')
}
