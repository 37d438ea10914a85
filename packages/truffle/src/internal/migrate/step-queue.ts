type Fulfilled<T, R> = ((value: T) => R | PromiseLike<R>) | null | undefined
type Rejected<R> = ((reason: unknown) => R | PromiseLike<R>) | null | undefined

/**
 * What a deployer's methods return: a promise of what the step gives. As long as the migration's function has not
 * returned, `then` and `catch` put what they are given into the queue, before any step that is asked for later.
 */
export class Step<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'Promise'
  readonly #queue: StepQueue
  readonly #outcome: Promise<T>
  #isWatched = false

  constructor(queue: StepQueue, outcome: Promise<T>) {
    this.#queue = queue
    this.#outcome = outcome
    // Whoever asked for a step may look at the queue alone.
    outcome.catch(() => undefined)
  }

  /** Whether somebody hears of it when it fails. */
  get isWatched(): boolean {
    return this.#isWatched
  }

  // biome-ignore lint/suspicious/noThenProperty: migrations await what a deployer gives.
  then<A = T, B = never>(onFulfilled?: Fulfilled<T, A>, onRejected?: Rejected<B>): Promise<A | B> {
    if (onRejected !== null && onRejected !== undefined) this.#isWatched = true
    if (this.#queue.isStarted) return this.#outcome.then(onFulfilled, onRejected)
    return this.#queue.follow(this.#outcome, onFulfilled, onRejected)
  }

  catch<B = never>(onRejected?: Rejected<B>): Promise<T | B> {
    return this.then(undefined, onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then(
      async (value) => {
        await onFinally?.()
        return value
      },
      async (reason: unknown) => {
        await onFinally?.()
        throw reason
      },
    )
  }
}

/**
 * What a migration asks for, in order. Nothing begins before `start`; from then on steps begin when they are asked
 * for. A step that fails ends the queue, unless a `catch` comes after it.
 */
export class StepQueue {
  #isStarted = false
  #start: () => void = () => undefined
  #tail: Promise<unknown>
  readonly #later = new Set<Step<unknown>>()
  readonly #queued: Step<unknown>[] = []

  constructor() {
    this.#tail = new Promise<void>((resolve) => {
      this.#start = resolve
    })
  }

  get isStarted(): boolean {
    return this.#isStarted
  }

  /** Adds a step. */
  add<T>(run: () => T | PromiseLike<T>): Step<T> {
    if (!this.#isStarted) return this.#append(this.#tail.then(() => run()))
    const step = new Step(this, Promise.resolve().then(run))
    this.#later.add(step)
    return step
  }

  /** Adds what is to happen after a step. */
  follow<T, A, B>(
    outcome: Promise<T>,
    onFulfilled: Fulfilled<T, A>,
    onRejected: Rejected<B>,
  ): Step<A | B> {
    const tail = this.#tail
    const settled = tail.then(
      () => outcome,
      (reason: unknown) => {
        throw reason
      },
    )
    return this.#append(settled.then(onFulfilled, onRejected))
  }

  /**
   * Runs all that was asked for.
   *
   * @throws what a step threw, unless the migration hears of it itself
   */
  async start(): Promise<void> {
    this.#isStarted = true
    this.#start()
    await this.#tail
  }

  /** Whether a migration that is a promise has what it needs to report a failure of its first steps itself. */
  get isWatched(): boolean {
    return this.#queued.some((step) => step.isWatched)
  }

  /**
   * Waits for what was begun after `start`.
   *
   * @throws what failed and nobody listened to
   */
  async settle(): Promise<void> {
    for (const step of this.#later) {
      const isWatched = step.isWatched
      try {
        await step
      } catch (error) {
        if (!isWatched) throw error
      }
    }
  }

  #append<T>(outcome: Promise<T>): Step<T> {
    this.#tail = outcome
    const step = new Step(this, outcome)
    this.#queued.push(step)
    return step
  }
}
