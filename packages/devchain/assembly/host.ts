// What the engine asks of JavaScript. Addresses are three limbs (24 bytes), words four. `missing` says that the answer
// has to be fetched from elsewhere first: the execution is then begun again.

import * as u256 from './u256'

export const missing: i32 = -2

const places = memory.data(68, 8)

/** What is asked for: an address of 20 bytes or a word of 32, big endian. JavaScript has a view of it. */
@inline
export function question(): usize {
  return places
}

/** What the answer is, a word of 32 bytes, big endian, and after it the number of those that are not leading zeros. */
@inline
export function answer(): usize {
  return places + 32
}

/** Writes a word as an answer. */
export function setAnswer(word: usize): void {
  u256.toBytes(answer(), word)
  store<u32>(answer(), u256.byteLength(word), 32)
}

/**
 * Asks for the account of `question`: fills nonce, balance and code hash into the record, if there is one. Returns its
 * handle doubled, plus one if it exists.
 */
export declare function loadAccount(account: usize): i32

/** Puts the code of an account into `out`, whose size `codeSize` gave. */
export declare function loadCode(handle: i32, out: usize): void

/** The size of an account's code; negative when it has to be fetched. */
export declare function codeSize(handle: i32): i32

/** Asks for the slot of `question` of an account. Returns its handle, -1 for none; the word goes to `answer`. */
export declare function loadSlot(account: i32): i32

/** Whether any slot of the account is not zero. */
export declare function hasStorage(handle: i32): i32

/** Writes the hash of a block, 32 bytes, to `out`. Returns 0 when done. */
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
