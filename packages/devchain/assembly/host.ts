// What the engine asks of JavaScript. Addresses are three limbs (24 bytes), words four; `0` is always "done" and
// `missing` says that the answer has to be fetched from elsewhere first: the execution is then begun again.

export const missing: i32 = 1

/** Fills nonce, balance, code hash, handle and whether it exists into the account record. */
export declare function loadAccount(account: usize): i32

/** Puts the code of an account into `out`, whose size `codeSize` gave. */
export declare function loadCode(handle: i32, out: usize): void

/** The size of an account's code; negative when it has to be fetched. */
export declare function codeSize(handle: i32): i32

/** Writes the word of a slot, `key` a word, to `out`. `slot` is the record, whose handle is set. */
export declare function loadSlot(handle: i32, slot: usize): i32

/** Whether any slot of the account is not zero. */
export declare function hasStorage(handle: i32): i32

/** Writes the hash of a block, 32 bytes, to `out`. */
export declare function loadBlockHash(number: u64, out: usize): i32

/**
 * Runs the precompile with that number on the input. Returns the gas used, or -1 when it failed, or -2 when the
 * answer has to be waited for. The output was put where `reserveReturn` said.
 */
export declare function runPrecompile(number: i32, input: usize, size: i32, gas: i64): i64

/** Tells what was sent to the console. */
export declare function tellConsole(input: usize, size: i32): void

/** Tells that the instruction at the current frame's place is about to run. */
export declare function tellStep(): void

/** Tells that the message of the record begins. */
export declare function tellMessage(message: usize): void

/** Tells that the message that was told last, and not ended yet, ended. */
export declare function tellMessageEnd(halt: i32, gasUsed: i64): void

/** Tells that an account destroys itself for a beneficiary; `balance` is a word. */
export declare function tellSelfdestruct(account: usize, beneficiary: usize, balance: usize): void

/** Tells that the log record at `log` was written. */
export declare function tellLog(log: usize): void
