/** How often the instructions of one code ran. Init code, with its arguments, counts as a code of its own. */
export interface CountedCode {
  /** keccak-256 of the code. */
  readonly codeHash: Uint8Array
  readonly code: Uint8Array
  /** By place in the code: how often the instruction there began, also if it then failed. The end is none. */
  readonly hits: Uint32Array
  /** By place of a JUMPI: how often it jumped. */
  readonly jumpsTaken: Uint32Array
}

/** Counts which instructions run. */
export interface InstructionCounting {
  /** What ran since it was last asked. */
  take(): Promise<Iterable<CountedCode>>
  stop(): Promise<void>
}
