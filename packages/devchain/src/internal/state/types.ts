import type { StateManagerInterface, StorageRange } from '@ethereumjs/common'
import type { Address } from '@ethereumjs/util'
import type { CodeStore } from './code-store.js'
import type { AccountChange } from './state-changes.js'
import type { StateOverlay } from './state-overlay.js'

/**
 * The whole state at one moment, immutable. Taking and keeping one is O(1): tries share all that did
 * not change.
 */
export interface StateSnapshot {
  /** The Merkle root, 32 bytes. */
  readonly root: Uint8Array
  /** Whether nothing but the root is known, as of past blocks that were loaded without their state. */
  readonly isMissing: boolean
}

/** EIP-1186 proof of an account and some of its slots. Nodes are RLP, root first. */
export interface AccountProof {
  readonly address: Uint8Array
  readonly nonce: bigint
  readonly balanceWei: bigint
  readonly codeHash: Uint8Array
  readonly storageRoot: Uint8Array
  readonly accountProof: readonly Uint8Array[]
  readonly storageProof: readonly {
    readonly key: Uint8Array
    readonly value: Uint8Array
    readonly proof: readonly Uint8Array[]
  }[]
}

/**
 * The state that the EVM runs on: an overlay with an undo journal over persistent Merkle tries.
 *
 * `checkpoint`/`commit`/`revert` cost what changed since; `seal` hashes only dirty paths.
 */
export interface WorldState extends StateManagerInterface {
  /** The same state without promises, for an engine that only waits for what is remote. */
  readonly overlay: StateOverlay
  /** Writes what changed into the tries and returns the state as it now is. No checkpoint may be open. */
  seal(): StateSnapshot
  /** Makes this the state of `snapshot`; what was not sealed is dropped. */
  restore(snapshot: StateSnapshot): void
  /** An independent state that begins at `snapshot`. */
  fork(snapshot: StateSnapshot): WorldState
  /** At most `limit` slots from the hashed slot `start` on. Of a fork those that were read here. */
  dumpStorageRange(address: Address, start: bigint, limit: number): Promise<StorageRange>
  /** What is different in `to` from what was in `from`, the empty state when undefined. Costs what differs. */
  changes(from: StateSnapshot | undefined, to: StateSnapshot): readonly AccountChange[]
  /** The state that `changes` make of `base`, the empty state when undefined. This state stays as it is. */
  changed(base: StateSnapshot | undefined, changes: readonly AccountChange[]): StateSnapshot
  /** A state that is not there, in place of the one with that root. */
  missing(root: Uint8Array): StateSnapshot
  /** The code of that hash, to be filled in or to refer to. */
  readonly codes: CodeStore
  proof(address: Uint8Array, slots: readonly Uint8Array[]): Promise<AccountProof>
  /** All accounts and their storage, hashed keys resolved to plain ones where known: for dumps and genesis. */
  accounts(): AsyncIterable<{
    readonly address: Uint8Array
    readonly nonce: bigint
    readonly balanceWei: bigint
    readonly code: Uint8Array
    readonly storage: ReadonlyMap<string, Uint8Array>
  }>
}

/** Reads what a forked state does not have, from the remote chain at the fork block. */
export interface RemoteState {
  account(address: Uint8Array): Promise<{ nonce: bigint; balanceWei: bigint; code: Uint8Array }>
  storage(address: Uint8Array, slot: Uint8Array): Promise<Uint8Array>
}
