/** A stream of decisions, so that a failing program is reproduced by its numbers. */
export class Choices {
  readonly #numbers: readonly number[]
  #next = 0

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }

  /** 0 to `count` - 1. */
  below(count: number): number {
    const number = this.#numbers[this.#next++ % this.#numbers.length] ?? 0
    return (number + this.#next * 7919) % count
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  oneOf<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('Nothing to choose from')
    return item
  }
}
