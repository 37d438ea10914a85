/** Runs asynchronous actions one at a time, in the order they were asked for. */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve()

  /** Runs `action` after all that were asked for before it have ended, however they ended. */
  run<T>(action: () => Promise<T> | T): Promise<T> {
    const result = this.#tail.then(action)
    this.#tail = result.catch(() => undefined)
    return result
  }
}
