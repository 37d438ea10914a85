import type { FileRun } from '../files/file-run.js'

/** What several steps of a file want at the same time and what is to be done once. */
export class InFlight<T> {
  readonly #byRun = new WeakMap<FileRun, Map<string, Promise<T>>>()

  once(run: FileRun, key: string, action: () => Promise<T>): Promise<T> {
    const known = this.#byRun.get(run) ?? new Map<string, Promise<T>>()
    this.#byRun.set(run, known)
    const before = known.get(key)
    if (before !== undefined) return before
    const result = action()
    known.set(key, result)
    return result
  }
}
