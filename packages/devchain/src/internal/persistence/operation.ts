/**
 * What a state file is a list of: each operation changes the chain that those before it made. A
 * number, once given, keeps its meaning.
 */
export const operation = {
  /** A chain begins anew: what it was made with, and where its first block comes from. */
  begin: 1,
  /** Which rules what follows goes by. */
  schedule: 2,
  /** A block on the last one, with what is different in the state after it. */
  block: 3,
  /** Blocks without content. */
  reserve: 4,
  /** All blocks after a number are gone. */
  truncate: 5,
  /** The state of the last block became another one. */
  state: 6,
  /** Transactions came to wait, or no longer do. */
  pool: 7,
  /** The clock, and what is set for the next block alone. */
  next: 8,
  /** The random-looking fields of the next block. */
  sequences: 9,
  settings: 10,
  keys: 11,
  /** What there is now can be gone back to. */
  snapshot: 12,
  /** Snapshots that are used up. */
  forget: 13,
} as const
