/** Runs an action again and again, each run that many milliseconds after the one before has ended. */
export class IntervalTimer {
  readonly #action: () => Promise<void>
  #timer: NodeJS.Timeout | undefined
  #intervalMs = 0

  constructor(action: () => Promise<void>) {
    this.#action = action
  }

  get intervalMs(): number {
    return this.#intervalMs
  }

  /** Starts anew; 0 stops. */
  set(intervalMs: number): void {
    this.stop()
    this.#intervalMs = intervalMs
    if (intervalMs > 0) this.#schedule(intervalMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#intervalMs = 0
  }

  #schedule(intervalMs: number): void {
    const timer = setTimeout(() => {
      // What fails, e.g. for a forked chain that is out of reach, is tried again the next time.
      void this.#action()
        .catch(() => undefined)
        .finally(() => {
          if (this.#timer === timer) this.#schedule(intervalMs)
        })
    }, intervalMs)
    // A chain that only waits does not keep its process alive; a server that listens does.
    timer.unref()
    this.#timer = timer
  }
}
