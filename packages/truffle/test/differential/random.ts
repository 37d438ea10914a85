/** A seeded source of choices: the same seed makes the same contract and the same script. */
export interface Random {
  /** From 0 to `limit - 1`. */
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
  chance(probability: number): boolean
  /** An integer of up to so many bits. */
  bits(count: number): bigint
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    chance: (probability) => next() < probability,
    bits(count) {
      let value = 0n
      for (let done = 0; done < count; done += 16) value = (value << 16n) | BigInt(below(0x10000))
      return value & ((1n << BigInt(count)) - 1n)
    },
  }
}
