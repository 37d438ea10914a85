import type { Log } from '@ethereumjs/evm'
import type { TraceHandler } from '../tracing/trace-handler.js'
import type { EvmBlock } from './evm-block.js'
import type { ExecutionListeners } from './listeners.js'

/** Which implementation runs code: `fast` is WebAssembly, `reference` is @ethereumjs/evm as it ships. */
export type EngineName = 'fast' | 'reference'

/** All engines. */
export const engineNames: readonly EngineName[] = ['fast', 'reference']

/** An access list (EIP-2930): 20 bytes and words of 32. */
export type AccessListBytes = readonly (readonly [Uint8Array, readonly Uint8Array[]])[]

/** A call or creation from outside: that of a transaction, or one of the protocol's own. */
export interface EngineMessage {
  readonly block: EvmBlock
  /** 20 bytes, as all addresses. */
  readonly caller: Uint8Array
  /** Undefined creates a contract, at the address for the caller's nonce less one. */
  readonly to: Uint8Array | undefined
  readonly data: Uint8Array
  readonly valueWei: bigint
  /** What it may use, the intrinsic gas already taken off. */
  readonly gasLimit: bigint
  /** What GASPRICE shows, wei per gas. */
  readonly gasPrice: bigint
  /** What BLOBHASH shows: 32 bytes each. */
  readonly blobVersionedHashes: readonly Uint8Array[]
  readonly accessList: AccessListBytes
  /** Addresses that cost no cold access besides those (EIP-2929, 3651, 7702). Caller and callee are not implied. */
  readonly warmAddresses: readonly Uint8Array[]
  /** Whether the result has what was touched. */
  readonly reportsAccessList: boolean
}

/** What came of an {@link EngineMessage}. */
export interface EngineResult {
  /** Gas of its limit that is gone, refunds not counted. */
  readonly gasUsed: bigint
  /** What may be refunded, gas. */
  readonly gasRefund: bigint
  /** False if no call or creation was made in it. Engines that do not know it say true. */
  readonly hasInnerMessages: boolean
  readonly returnData: Uint8Array
  /** ethereumjs' name of the exceptional halt; undefined is success. */
  readonly haltReason: string | undefined
  readonly logs: readonly Log[]
  /** Of a creation, successful or not. */
  readonly createdAddress: Uint8Array | undefined
  /** Accounts that are to be deleted when the transaction is over. */
  readonly destroyed: readonly Uint8Array[]
  /** Slots by address that were touched, or listed beforehand, hexadecimal digits without 0x. */
  readonly accessList: ReadonlyMap<string, ReadonlySet<string>> | undefined
}

/**
 * Runs messages on one state by the rules of one fork. A message that fails leaves nothing in the state. Accounts that
 * it touched and that are empty are removed (EIP-161); transient storage ends with it.
 */
export interface Engine {
  readonly name: EngineName
  /** Who hears the console and counts instructions; undefined is nobody. */
  listeners: ExecutionListeners | undefined
  /** Who is told everything that happens; undefined is nobody. */
  traceHandler: TraceHandler | undefined
  /** One at a time. A promise only when something has to be waited for, such as a remote state. */
  run(message: EngineMessage): EngineResult | Promise<EngineResult>
  /** Numbers of the precompiles: their addresses. */
  readonly precompiles: ReadonlySet<number>
  /** Makes addresses run other precompiles than the fork has there; they stay warm or cold as they were. */
  precompileChanges: readonly PrecompileChange[]
}

/** What runs at an address instead of what is there. */
export interface PrecompileChange {
  readonly address: Uint8Array
  /** Undefined is the code of the account. */
  readonly number: number | undefined
}

/** The number of the precompile that `address` is by the rules of the engine's fork. */
export function precompileNumber({ precompiles }: Engine, address: Uint8Array): number | undefined {
  for (let index = 0; index < 18; index++) if (address[index] !== 0) return undefined
  const number = ((address[18] ?? 0) << 8) | (address[19] ?? 0)
  return precompiles.has(number) ? number : undefined
}

/** Whether `address` is a precompile of the engine. */
export function isPrecompile(engine: Engine, address: Uint8Array): boolean {
  return precompileNumber(engine, address) !== undefined
}
