import type { GasLine, GasPlace } from '../../gas-profile.js'

interface Summed {
  readonly place: GasPlace
  gas: number
  times: number
}

/** Sums up gas by lines, and what is of none. */
export class LineGas {
  readonly #lines = new Map<string, Summed>()
  /** Of code that is none of the project's. */
  unknown = 0
  /** Of code that the compiler added before anything of a source. */
  unplaced = 0

  /** Execution is at a line, coming from `before`. Gives what {@link add} knows it by. */
  enter(place: GasPlace, before: string | undefined): string {
    const key = `${place.sourceName}:${place.line}`
    if (key === before) return key
    const known = this.#lines.get(key)
    if (known === undefined) this.#lines.set(key, { place, gas: 0, times: 1 })
    else known.times += 1
    return key
  }

  add(key: string | undefined, gas: number): void {
    const line = key === undefined ? undefined : this.#lines.get(key)
    if (line === undefined) this.unplaced += gas
    else line.gas += gas
  }

  /** Most gas first. */
  finish(): readonly GasLine[] {
    return [...this.#lines.values()]
      .map(({ place, gas, times }) => ({ ...place, gas, times }))
      .sort((a, b) => b.gas - a.gas)
  }
}
