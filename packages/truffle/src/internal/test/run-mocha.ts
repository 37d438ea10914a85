import { extname } from 'node:path'
import type Mocha from 'mocha'
import { forgetFiles, type LoadedFile } from './load-test-file.js'

/** A test file and how it is loaded. */
export interface TestFiles {
  /** JavaScript and TypeScript, absolute, in order. */
  readonly paths: readonly string[]
  load(path: string): Promise<LoadedFile>
}

/** Loads files into a mocha, in order: each once, also where one requires another. */
export async function loadTestFiles(mocha: Mocha, { paths, load }: TestFiles): Promise<void> {
  forgetFiles(paths)
  for (const path of paths) {
    mocha.suite.emit('pre-require', globalThis, path, mocha)
    const { exports } = await load(path)
    mocha.suite.emit('require', exports, path, mocha)
    mocha.suite.emit('post-require', globalThis, path, mocha)
  }
  markLoaded(mocha, paths)
}

/** Reporters ask for the files, but mocha must not load them again, as those before 8 would. */
function markLoaded(
  mocha: Mocha & { lazyLoadFiles?(enable: boolean): void },
  paths: readonly string[],
): void {
  if (mocha.lazyLoadFiles === undefined) return
  mocha.files = [...paths]
  mocha.lazyLoadFiles(true)
}

/** How many tests ended in which way. */
export interface TestCounts {
  readonly passes: number
  readonly pending: number
  /** Of hooks, too. */
  readonly failures: number
}

/** Runs what was loaded; `onFail` gets each test or hook that failed, before the hooks after it run; `follow` gets the runner. */
export async function runMocha(
  mocha: Mocha,
  onFail: (failed: Mocha.Runnable, error: unknown) => void = () => undefined,
  follow: (runner: Mocha.Runner) => void = () => undefined,
): Promise<TestCounts> {
  const counts = await new Promise<TestCounts>((resolve) => {
    const runner = mocha.run((failures) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {}
      resolve({ passes, pending, failures })
    })
    runner.on('fail', onFail)
    follow(runner)
  })
  // Its listeners on the process; mocha before 7.2 has no such method.
  const dispose: unknown = Reflect.get(mocha, 'dispose')
  if (typeof dispose === 'function') dispose.call(mocha)
  return counts
}

/** Whether a test file is Solidity. */
export function isSolidity(path: string): boolean {
  return extname(path) === '.sol'
}
