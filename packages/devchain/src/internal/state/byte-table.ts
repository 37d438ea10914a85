import { isSameBytes } from '../bytes.js'

/**
 * A set of objects that are found by their byte key, without turning the key into a string first
 * (measured: 108 ns a look-up against 155 for a `Map` with latin-1 keys and 335 with hex).
 */
export class ByteTable<T extends { readonly key: Uint8Array }> {
  /** A power of two of places, at most half of them taken; a clash goes to the next free place. */
  #places: (T | undefined)[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  /** The object with `key`. */
  find(key: Uint8Array): T | undefined {
    return this.#size === 0 ? undefined : this.#places[this.#placeOf(key)]
  }

  /** Adds an object whose key is not there yet. */
  add(item: T): void {
    if (++this.#size * 2 > this.#places.length) this.#grow()
    this.#places[this.#placeOf(item.key)] = item
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (const item of this.#places) if (item !== undefined) yield item
  }

  #placeOf(key: Uint8Array): number {
    const places = this.#places
    const mask = places.length - 1
    let place = hashOf(key) & mask
    for (;;) {
      const item = places[place]
      if (item === undefined || isSameBytes(item.key, key)) return place
      place = (place + 1) & mask
    }
  }

  #grow(): void {
    const items = this.#places
    this.#places = new Array(Math.max(4, items.length * 2)).fill(undefined)
    for (const item of items) {
      if (item !== undefined) this.#places[this.#placeOf(item.key)] = item
    }
  }
}

/** A hash of addresses and slots, of which every bit is as good as any other. */
// Small slot numbers differ in their last bytes only, addresses of test accounts in the first ones, hashes in all.
// Products carry upwards alone: what is on top is brought down before the last one, and after it. One function, since
// until V8 has optimized it, three calls for the three words cost more than all else.
export function hashOf(key: Uint8Array): number {
  const end = key.length
  const first = ((key[0] ?? 0) << 24) | ((key[1] ?? 0) << 16) | ((key[2] ?? 0) << 8) | (key[3] ?? 0)
  const middle =
    ((key[end - 8] ?? 0) << 24) |
    ((key[end - 7] ?? 0) << 16) |
    ((key[end - 6] ?? 0) << 8) |
    (key[end - 5] ?? 0)
  const last =
    ((key[end - 4] ?? 0) << 24) |
    ((key[end - 3] ?? 0) << 16) |
    ((key[end - 2] ?? 0) << 8) |
    (key[end - 1] ?? 0)
  let hash = first ^ Math.imul(middle, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) ^ last
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return hash ^ (hash >>> 15)
}
