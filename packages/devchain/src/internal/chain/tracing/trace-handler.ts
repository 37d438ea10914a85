import type { ChainLog } from '../blocks/chain-log.js'

/**
 * What a listener to an execution is told while it runs. Every engine tells the same events in the same
 * order, so that whoever listens need not know which one runs:
 *
 *     onMessage                    the outermost call or create begins
 *       onStep, onStep, …          its instructions, each before it runs
 *       onMessage                  one of them (the last told) calls or creates
 *         …
 *       onMessageEnd
 *       onStep, …                  its instructions after that
 *     onMessageEnd
 *
 * Handlers run synchronously, as methods of this object. Those that are left out cost nothing; without
 * `onStep` an engine need not stop at instructions at all.
 */
export interface TraceHandler {
  /**
   * Before each instruction: also before one that then halts the frame (too little gas, too few items on
   * the stack, no such instruction), and before the STOP that follows the last byte of code. Code of
   * length 0, a precompile and a call that fails at once have no steps.
   */
  readonly onStep?: ((step: TraceStep) => void) | undefined
  /** Before each call and create: the outermost, those of precompiles, those that fail at once. */
  readonly onMessage?: ((message: TraceMessage) => void) | undefined
  /** After each of them, innermost first. */
  readonly onMessageEnd?: ((end: TraceMessageEnd) => void) | undefined
  /** After a LOG instruction, before the next step. What it logged is undone when its frame fails later. */
  readonly onLog?: ((log: ChainLog, depth: number) => void) | undefined
  /** After a SELFDESTRUCT, before the end of its frame. It is undone when an outer frame fails later. */
  readonly onSelfdestruct?: ((selfdestruct: TraceSelfdestruct) => void) | undefined
}

/**
 * One instruction about to run. Only valid until `onStep` returns, since engines tell all steps with the
 * same object. What its methods return is a copy, the listener's to keep; they cost what they copy.
 */
export interface TraceStep {
  readonly pc: number
  /** The byte of code at `pc`; 0 (STOP) beyond its end. */
  readonly op: number
  /** The mnemonic of `op`, see {@link opcodeName}. */
  readonly opcodeName: string
  /** What is left before the instruction. See {@link StepCosts} for what it takes. */
  readonly gasLeft: bigint
  /** The refund counter of the transaction before the instruction, gas. */
  readonly gasRefund: bigint
  /** 0 in the outermost frame. */
  readonly depth: number
  /** Whose storage and balance the code works on; the same object in all steps of a frame. */
  readonly address: Uint8Array
  /** Whose code it is: another account under DELEGATECALL and CALLCODE. EIP-7702 delegations are not followed. */
  readonly codeAddress: Uint8Array
  /** Whether the frame may not change anything. */
  readonly isStatic: boolean
  readonly stackDepth: number
  /** The item `fromTop` below the top of the stack, which is item 0. Undefined below the bottom. */
  stackItem(fromTop: number): bigint | undefined
  /** All items, the top last. */
  stack(): bigint[]
  /** Writes the top item as eight words of 32 bits, the lowest first, to `words` from `place` on. There has to be one. */
  copyTop(words: Uint32Array, place: number): void
  /** Bytes, a multiple of 32. */
  readonly memorySize: number
  memory(): Uint8Array
  /** Some of the memory, which is 0 beyond its size. */
  memorySlice(offset: number, sizeBytes: number): Uint8Array
}

/** How a frame came about: the instruction, or `CALL` and `CREATE` for that of a transaction. */
export type MessageKind = 'CALL' | 'CALLCODE' | 'DELEGATECALL' | 'STATICCALL' | 'CREATE' | 'CREATE2'

/** A call or create about to happen. The listener may keep it: its bytes are nobody else's. */
export interface TraceMessage {
  readonly kind: MessageKind
  /** 0 is the outermost. */
  readonly depth: number
  /** Who calls: the sender, or the `address` of the frame that the instruction is in. */
  readonly from: Uint8Array
  /**
   * Whose storage and balance the code will work on: the callee; the caller itself for CALLCODE and
   * DELEGATECALL; the account that will be created.
   */
  readonly to: Uint8Array
  /** Whose code will run: the callee; the account that will be created. */
  readonly codeAddress: Uint8Array
  /** What CALLVALUE will show, wei; a DELEGATECALL passes that of its frame on without paying it. */
  readonly valueWei: bigint
  /** What the frame may use, the stipend included, and of the outermost without the intrinsic gas. */
  readonly gasLimit: bigint
  /** Call data; init code of a create. */
  readonly input: Uint8Array
  readonly isStatic: boolean
}

/** How a call or create went. The listener may keep it. */
export interface TraceMessageEnd {
  readonly depth: number
  /** Gas of its limit that is gone; refunds do not count. */
  readonly gasUsed: bigint
  /** What it returned or reverted with; of a create the code. */
  readonly returnData: Uint8Array
  /**
   * Undefined is success. Otherwise one of ethereumjs' names (`revert`, `out of gas`, `stack underflow`,
   * `insufficient balance`, …), one of {@link immediateHalt}, or `precompile failed`.
   */
  readonly haltReason: string | undefined
  /** Of a create that succeeded. */
  readonly createdAddress: Uint8Array | undefined
  /** Of the frame and of those in it that succeeded, in the order of logging; none if it failed. */
  readonly logs: readonly ChainLog[]
}

/** Why a call or create failed before it began, besides `insufficient balance`. */
export const immediateHalt = {
  depth: 'max call depth exceeded',
  nonce: 'nonce overflow',
} as const

/** What a SELFDESTRUCT moves, whether or not it destroys (EIP-6780). */
export interface TraceSelfdestruct {
  readonly address: Uint8Array
  readonly beneficiary: Uint8Array
  readonly balanceWei: bigint
  readonly depth: number
}
