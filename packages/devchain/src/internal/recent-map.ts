/** A map that keeps the last `size` values that were set, up to twice as many, and forgets those before. */
export class RecentMap<V extends object> {
  readonly #size: number
  #recent = new Map<string, V>()
  #older = new Map<string, V>()

  constructor(size: number) {
    this.#size = size
  }

  get(key: string): V | undefined {
    return this.#recent.get(key) ?? this.#older.get(key)
  }

  set(key: string, value: V): void {
    if (this.#recent.size >= this.#size) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(key, value)
  }
}
