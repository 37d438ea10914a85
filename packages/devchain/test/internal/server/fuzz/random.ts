/** Pseudo-random choices that a seed repeats. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to `limit`, which is not included. */
  below(limit: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  /** Choices of their own, for what runs beside this. */
  fork(): Random {
    return new Random(this.below(0xffffffff))
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)]
    if (chosen === undefined) throw new RangeError('There is nothing to choose from')
    return chosen
  }

  list<T>(maxLength: number, make: () => T): T[] {
    return Array.from({ length: this.below(maxLength + 1) }, make)
  }

  hex(maxBytes: number): string {
    const digits = Array.from({ length: this.below(maxBytes + 1) }, () =>
      this.below(256).toString(16).padStart(2, '0'),
    )
    return `0x${digits.join('')}`
  }
}
