import type { Hex } from '@scaffold-evm/common'
import type { AbiArgument } from './abi-value.js'
import type { SourcePlace } from './stack-frame.js'

/** How a call came about. */
export type TracedCallKind =
  | 'call'
  | 'staticcall'
  | 'delegatecall'
  | 'callcode'
  | 'create'
  | 'create2'

/** How a call ended. */
export type TracedOutcome =
  | {
      readonly status: 'returned'
      /** Undefined when it is not known what was called. */
      readonly values: readonly AbiArgument[] | undefined
      readonly data: Hex
    }
  | { readonly status: 'created'; readonly codeSizeBytes: number }
  | {
      readonly status: 'reverted'
      /** A custom error, `Error` or `Panic`; undefined when there is no data, or no known contract has it. */
      readonly error: { readonly name: string; readonly values: readonly AbiArgument[] } | undefined
      readonly data: Hex
    }
  /** An exceptional halt, e.g. `ran out of gas`. */
  | { readonly status: 'halted'; readonly message: string }

/** A call or create, with all that happened in it. */
export interface TracedCall {
  readonly entry: 'call'
  readonly kind: TracedCallKind
  readonly from: Hex
  /** Whose storage and balance it works on; of a create the new contract. */
  readonly to: Hex
  /** Whose code runs. */
  readonly codeAddress: Hex
  /** Of the code, if it is known; of a precompile undefined. */
  readonly contractName: string | undefined
  /** `transfer`, `constructor`, `receive`, `fallback`; a precompile's name; undefined for unknown code. */
  readonly functionName: string | undefined
  /** Whether the contract has no such function itself, so that its fallback function runs. */
  readonly isFallback: boolean
  readonly isPrecompile: boolean
  /** False of accounts that are no contracts. */
  readonly hasCode: boolean
  /** Undefined when they are not known: see `input`. */
  readonly values: readonly AbiArgument[] | undefined
  /** Call data; init code with arguments of a create. */
  readonly input: Hex
  readonly valueWei: bigint
  readonly gasLimit: bigint
  /** With what is called, without refunds and what a transaction costs before it runs. */
  readonly gasUsed: bigint
  readonly outcome: TracedOutcome
  /** In the order in which they happened. */
  readonly entries: readonly TraceEntry[]
}

/** An event. It is undone when its call or one around that fails. */
export interface TracedEvent {
  readonly entry: 'event'
  readonly address: Hex
  /** Undefined when no known contract has it. */
  readonly name: string | undefined
  readonly values: readonly AbiArgument[] | undefined
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** A line that a contract printed by `console.log`. */
export interface TracedLine {
  readonly entry: 'console'
  readonly text: string
}

/** A slot that a call left otherwise than it found it. */
export interface TracedWrite {
  readonly entry: 'storage'
  readonly address: Hex
  readonly slot: Hex
  /** What changed in the slot, as the source has it; nothing when that is unknown. */
  readonly parts: readonly TracedPart[]
  /** 32 bytes. */
  readonly before: Hex
  readonly after: Hex
}

/** A variable or a part of one, with its values as text. */
export interface TracedPart {
  /** An expression of Solidity, e.g. `balances[0x…]`, `list.length`. */
  readonly path: string
  readonly before: string
  readonly after: string
}

/** What a function of the source was given. */
export interface TracedArgument {
  readonly name: string
  /** As text. */
  readonly value: string
}

/** A function of the source that another called within its contract. */
export interface TracedInternalCall {
  readonly entry: 'internal'
  /** The contract that declares it; undefined for a function outside of contracts. */
  readonly contractName: string | undefined
  readonly functionName: string
  /** Undefined when they are not known. */
  readonly values: readonly TracedArgument[] | undefined
  /** Where it was called. */
  readonly place: SourcePlace | undefined
  readonly entries: readonly TraceEntry[]
}

/** What happens in a call. */
export type TraceEntry = TracedCall | TracedEvent | TracedLine | TracedWrite | TracedInternalCall

/** What a transaction or call did. */
export interface CallTree {
  readonly root: TracedCall
  /** Names of the addresses in it that have one, by address as it stands there. */
  readonly names: Readonly<Record<string, string>>
}
