/**
 * Runs tests of `file`, and says so when one of them ends the process: what did not run did not pass,
 * whatever exit code the test chose.
 */
export async function noticingExit<T>(file: string, run: () => Promise<T>): Promise<T> {
  const onExit = (code: number): void => {
    if (code !== 0) return
    process.exitCode = 1
    process.stderr.write(
      `\nerror[TEST_EXITED]: ${file} called process.exit: the tests after it did not run\n`,
    )
  }
  process.on('exit', onExit)
  try {
    return await run()
  } finally {
    process.off('exit', onExit)
  }
}
