/** The global `debug`: gives back what it gets, and says that no debugger was asked for. */
export function createInTestDebug(
  print: (line: string) => void,
): (operation: unknown) => Promise<unknown> {
  return async (operation) => {
    print('Warning: Invoked in-test debugger without --debug flag. Try: `truffle test --debug`')
    return operation
  }
}
