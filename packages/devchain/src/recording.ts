/** How a frame came about: the instruction, or `CALL` and `CREATE` for that of a transaction. */
export type RecordedFrameKind =
  | 'CALL'
  | 'CALLCODE'
  | 'DELEGATECALL'
  | 'STATICCALL'
  | 'CREATE'
  | 'CREATE2'

/** A log as an instruction wrote it, whether or not its frame succeeded. */
export interface RecordedLog {
  /** The step of the LOG instruction. */
  readonly step: number
  readonly address: Uint8Array
  readonly topics: readonly Uint8Array[]
  readonly data: Uint8Array
}

/** A call or create: that of the transaction, or one inside it, precompiles and failed attempts included. */
export interface RecordedFrame {
  readonly kind: RecordedFrameKind
  /** 0 is the outermost. */
  readonly depth: number
  /** Index of the frame that called; -1 of the outermost. */
  readonly parent: number
  /** The step of the instruction that called; -1 of the outermost. */
  readonly callStep: number
  readonly from: Uint8Array
  /** Whose storage and balance the code worked on. */
  readonly to: Uint8Array
  /** Whose code ran. */
  readonly codeAddress: Uint8Array
  /** What ran: the code at `codeAddress`, delegations (EIP-7702) followed; the init code of a create. Empty when there is none. */
  readonly code: Uint8Array
  readonly valueWei: bigint
  readonly gasLimit: bigint
  /** Call data; init code and constructor arguments of a create. */
  readonly input: Uint8Array
  readonly isStatic: boolean
  readonly isPrecompile: boolean
  /** Its first step and the one after its last, those of frames in it included. Equal when nothing ran. */
  readonly firstStep: number
  readonly endStep: number
  /** Gas of its limit that is gone; refunds do not count. */
  readonly gasUsed: bigint
  /** What it returned or reverted with; of a create that succeeded the code. */
  readonly returnData: Uint8Array
  /** Undefined is success, else `revert`, `out of gas`, `invalid opcode`, … */
  readonly haltReason: string | undefined
  /** Of the frame itself, not of those in it. */
  readonly logs: readonly RecordedLog[]
}

/** Where contracts keep words: that which stays, and that which lasts for a transaction (EIP-1153). */
export type StorageSpace = 'storage' | 'transient'

/** An SSTORE or TSTORE that ran, whether or not its frame succeeded. */
export interface RecordedStorageWrite {
  readonly space: StorageSpace
  /** The step of the instruction; the value is there from the next one on. */
  readonly step: number
  /** Index of its frame. */
  readonly frame: number
  /** Whose storage it is. */
  readonly address: Uint8Array
  readonly slot: bigint
  readonly value: bigint
  /** What was there at that step. */
  readonly previous: bigint
}

/**
 * What an execution took, part by part: `base + data + creation + accessList + authorizations + execution - refund + floor`
 * is `gasUsed`.
 */
export interface RecordedGas {
  /** What the sender paid for, as the receipt of a transaction says. */
  readonly gasUsed: bigint
  /** Of every transaction. */
  readonly base: bigint
  readonly data: bigint
  /** Of one that creates a contract. */
  readonly creation: bigint
  readonly accessList: bigint
  readonly authorizations: bigint
  /** Of the outermost frame. */
  readonly execution: bigint
  /** What was given back, as much of it as counts. */
  readonly refund: bigint
  /** What was charged on top since data has a least price (EIP-7623). */
  readonly floor: bigint
}

/** What instructions say of the transaction and its block. */
export interface RecordedContext {
  readonly gasPriceWei: bigint
  readonly chainId: bigint
  readonly blockNumber: bigint
  readonly timestampSec: bigint
  readonly coinbase: Uint8Array
  readonly gasLimit: bigint
  /** 0 before London, as is the one of blobs before Cancun. */
  readonly baseFeeWei: bigint
  readonly blobBaseFeeWei: bigint
  /** Before the merge the difficulty. */
  readonly prevRandao: bigint
}

/**
 * Where an execution was, step by step: one instruction, before it runs. Steps are numbered from 0 over all frames.
 */
export interface StepRecording {
  /** In the order in which they began; the first is the outermost. */
  readonly frames: readonly RecordedFrame[]
  readonly gas: RecordedGas
  /** The first step that is there; 0 unless the execution was too long. */
  readonly firstStep: number
  /** One more than the last step. */
  readonly stepCount: number
  /** Position of the instruction in the code of its frame, in bytes. */
  pc(step: number): number
  /** The byte of code at `pc`; 0 (STOP) beyond its end. */
  op(step: number): number
  /** Index of its frame. */
  frame(step: number): number
  /** Gas left before it. */
  gasLeft(step: number): number
  stackDepth(step: number): number
  /** An item on the stack before the step, 0 being its top. Undefined below the bottom, and where the step that made it is not there. */
  stackItem(step: number, fromTop: number): bigint | undefined
}

/**
 * Everything that an execution did, by step: one instruction, before it runs. Steps are numbered from 0 over all frames.
 *
 * Cost: about 55 bytes a step, and about 50 for each word of memory that was written. Limits: of very long executions only
 * the last millions of steps are there, see `firstStep`; frames, storage and hashes are there always.
 */
export interface ExecutionRecording extends StepRecording {
  readonly context: RecordedContext
  /** Bytes, a multiple of 32. */
  memorySize(step: number): number
  /** Some of the memory of the step's frame before the step; 0 beyond its size. A copy. */
  memory(step: number, offset: number, sizeBytes: number): Uint8Array
  /**
   * A word of a contract before the step, `stepCount` being after all: what failed frames wrote is undone where they end.
   * Waits only where the chain is a fork and nobody has looked yet.
   */
  storage(step: number, address: Uint8Array, slot: bigint): Promise<bigint>
  transientStorage(step: number, address: Uint8Array, slot: bigint): bigint
  /** In the order in which they ran. */
  readonly storageWrites: readonly RecordedStorageWrite[]
  /** What was hashed by instructions, as far as it is short: so keys of mappings are known. By the hash. */
  readonly preimages: ReadonlyMap<bigint, Uint8Array>
}

/** What an execution runs with instead of what was there: code that does the same and says more of its source. */
export interface RecordOptions {
  /** Code by address (`0x`, lower case). */
  readonly codes?: ReadonlyMap<string, Uint8Array>
  /** Init code and arguments of an execution that is itself a creation. */
  readonly initCode?: Uint8Array | undefined
  /** On top of the gas that it had; may be negative. @default nineteen times as much, since such code needs more */
  readonly extraGas?: bigint | undefined
}

/** Told of a transaction when it is over. May not ask the chain anything before it returns. */
export type RecordingListener = (recording: StepRecording) => void

/** Runs an execution again, with everything recorded. */
export type RecordExecution = (options?: RecordOptions) => Promise<ExecutionRecording>
