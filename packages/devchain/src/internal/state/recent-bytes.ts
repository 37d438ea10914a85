import { isSameBytes } from '../bytes.js'
import { hashOf } from './byte-table.js'
import { compact } from './copy.js'

/** A power of two. */
const placeCount = 1024

/** Keeps byte strings that come again and again, such as what logs index: one that came lately is there once. */
export class RecentBytes {
  /** By their hash, the last one that came. */
  readonly #places: (Uint8Array | undefined)[] = new Array(placeCount).fill(undefined)

  /** The same bytes where nobody changes them: those of last time, or what `compact` makes of these. */
  keep(bytes: Uint8Array): Uint8Array {
    const place = hashOf(bytes) & (placeCount - 1)
    const known = this.#places[place]
    if (known !== undefined && isSameBytes(known, bytes)) return known
    const kept = compact(bytes)
    this.#places[place] = kept
    return kept
  }
}
