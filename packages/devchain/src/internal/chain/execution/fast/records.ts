// Where the fields of the engine's records lie, see `assembly/state.ts` and `assembly/frames.ts`.

export const accountFields = {
  flags: 24,
  handle: 28,
  nonce: 32,
  balance: 40,
  codeHash: 72,
  code: 104,
  firstSlot: 112,
  next: 116,
  precompile: 120,
} as const

export const accountFlags = {
  exists: 1,
  changed: 4,
  touched: 8,
  created: 16,
  destroyed: 32,
  accessed: 64,
  alwaysWarm: 256,
} as const

export const slotFields = {
  flags: 100,
  next: 108,
  handle: 112,
} as const

export const slotFlags = { accessed: 4 } as const

export const frameFields = {
  code: 0,
  place: 4,
  stackPointer: 8,
  stackBase: 12,
  gas: 16,
  memory: 24,
  memorySize: 28,
  input: 32,
  inputSize: 36,
  account: 40,
  codeAccount: 44,
  caller: 48,
  value: 72,
  flags: 104,
  kind: 108,
  logMark: 116,
  logCount: 120,
  gasLimit: 140,
} as const

export const frameFlags = { isStatic: 1, isCreation: 2 } as const

export const logFields = { topicCount: 24, dataSize: 28, topics: 32 } as const

/** The hash is at the beginning. */
export const codeFields = { nextCounted: 60 } as const
