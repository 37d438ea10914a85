import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import type { TraceHandler } from '../../chain/tracing/trace-handler.js'
import type { StateInspector, TraceSubject } from '../../chain/tracing/trace-observer.js'
import type { AccountContent } from './account-content.js'
import { type TouchedAccount, TouchedState } from './touched-state.js'
import type { Tracer, TracerSite } from './tracer.js'

/** geth's options of the prestate tracer. */
export interface PrestateTracerOptions {
  /** Show what changed, before and after, instead of all that was looked at. @default false */
  readonly diffMode?: boolean | undefined
  readonly disableCode?: boolean | undefined
  readonly disableStorage?: boolean | undefined
  /** Show also accounts that did not exist. @default false */
  readonly includeEmpty?: boolean | undefined
}

interface PrestateAccount {
  balance?: Hex
  nonce?: number
  code?: Hex
  storage?: Readonly<Record<Hex, Hex>>
}

type Prestate = Record<Hex, PrestateAccount>

/** geth's accounts and slots that a transaction needs, with what it makes of them. */
export class PrestateTracer implements Tracer {
  readonly handler: TraceHandler
  readonly states: StateInspector
  readonly #options: PrestateTracerOptions
  readonly #touched: TouchedState

  constructor(options: PrestateTracerOptions, { budget }: TracerSite) {
    this.#options = options
    this.#touched = new TouchedState(budget)
    this.handler = this.#touched.handler
    this.states = this.#touched
  }

  begin(subject: TraceSubject): void {
    this.#touched.begin(subject)
  }

  finish(): unknown {
    const accounts = this.#touched.accounts.map((account) => this.#shown(account))
    return this.#options.diffMode === true ? this.#diff(accounts) : this.#prestate(accounts)
  }

  #prestate(accounts: readonly TouchedAccount[]): Prestate {
    const result: Prestate = {}
    for (const { address, before } of accounts) {
      if (this.#isShown(before)) result[address] = accountToJson(before)
    }
    return result
  }

  #diff(accounts: readonly TouchedAccount[]): { readonly pre: Prestate; readonly post: Prestate } {
    const pre: Prestate = {}
    const post: Prestate = {}
    for (const { address, before, after } of accounts) {
      const changed = changedFields(before, after)
      if (changed === undefined) continue
      const storage = new Map(
        [...before.storage].filter(([slot]) => isChanged(before, after, slot)),
      )
      if (this.#isShown(before))
        pre[address] = accountToJson({ ...before, storage: nonZero(storage) })
      if (after.exists) post[address] = changed
    }
    return { pre, post }
  }

  #isShown({ balanceWei, nonce, code }: AccountContent): boolean {
    const isEmpty = balanceWei === 0n && nonce === 0n && code.length === 0
    return this.#options.includeEmpty === true || !isEmpty
  }

  /** Without what is not wanted. */
  #shown({ address, before, after }: TouchedAccount): TouchedAccount {
    return { address, before: this.#content(before), after: this.#content(after) }
  }

  #content(content: AccountContent): AccountContent {
    const { disableCode, disableStorage } = this.#options
    return {
      ...content,
      ...(disableCode === true ? { code: new Uint8Array(0) } : {}),
      ...(disableStorage === true ? { storage: new Map() } : {}),
    }
  }
}

function accountToJson({ balanceWei, nonce, code, storage }: AccountContent): PrestateAccount {
  return {
    balance: quantityToHex(balanceWei),
    ...(nonce === 0n ? {} : { nonce: Number(nonce) }),
    ...(code.length === 0 ? {} : { code: bytesToHex(code) }),
    ...(storage.size === 0 ? {} : { storage: storageToJson(storage) }),
  }
}

/** What is different after; undefined when nothing is. */
function changedFields(before: AccountContent, after: AccountContent): PrestateAccount | undefined {
  const storage = new Map([...after.storage].filter(([slot]) => isChanged(before, after, slot)))
  const set = nonZero(storage)
  const fields: PrestateAccount = {
    ...(before.balanceWei === after.balanceWei ? {} : { balance: quantityToHex(after.balanceWei) }),
    ...(before.nonce === after.nonce ? {} : { nonce: Number(after.nonce) }),
    ...(isSameBytes(before.code, after.code) ? {} : { code: bytesToHex(after.code) }),
    ...(set.size === 0 ? {} : { storage: storageToJson(set) }),
  }
  return Object.keys(fields).length === 0 && storage.size === 0 ? undefined : fields
}

function isChanged(before: AccountContent, after: AccountContent, slot: Hex): boolean {
  const [old, now] = [before.storage.get(slot), after.storage.get(slot)]
  return old !== undefined && now !== undefined && !isSameBytes(old, now)
}

function nonZero(storage: ReadonlyMap<Hex, Uint8Array>): ReadonlyMap<Hex, Uint8Array> {
  return new Map([...storage].filter(([, value]) => value.some((byte) => byte !== 0)))
}

function storageToJson(storage: ReadonlyMap<Hex, Uint8Array>): Record<Hex, Hex> {
  return Object.fromEntries(
    [...storage]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([slot, value]) => [slot, bytesToHex(value)]),
  )
}
