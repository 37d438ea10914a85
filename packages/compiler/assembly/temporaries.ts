// Integer locals of a function for values in between, after all that it declares.

let first: u32 = 0
let inUse: u32 = 0
let most: u32 = 0

/** Begins a function whose own locals end before `index`. */
export function beginTemporaries(index: u32): void {
  first = index
  inUse = 0
  most = 0
}

/** The index of a free one. To be given back in reverse order. */
export function takeTemporary(): u32 {
  const index = first + inUse++
  if (inUse > most) most = inUse
  return index
}

export function giveBackTemporary(): void {
  inUse--
}

/** How many the function needs. */
export function countOfTemporaries(): u32 {
  return most
}
