import { bytesToHex, type Hex, hexToBytes } from '@scaffold-evm/common'
import { isDelegation } from '../../chain/execution/authorizations.js'
import { opcodes } from '../../chain/tracing/opcodes.js'
import { type CostHandler, StepCosts, type TraceStepEnd } from '../../chain/tracing/step-costs.js'
import type { TraceHandler, TraceMessage, TraceStep } from '../../chain/tracing/trace-handler.js'
import type { StateInspector, TraceSubject } from '../../chain/tracing/trace-observer.js'
import type { WorldState } from '../../state/types.js'
import { wordToHex } from '../../word-hex.js'
import { type AccountContent, readAccount } from './account-content.js'
import type { TraceBudget } from './trace-budget.js'

/** An account that an execution looked at, as it was and as it became. */
export interface TouchedAccount {
  readonly address: Hex
  readonly before: AccountContent
  readonly after: AccountContent
}

/** Instructions that look at the account on top of the stack. */
const lookingOps: ReadonlySet<number> = new Set([
  opcodes.balance,
  opcodes.extcodesize,
  opcodes.extcodecopy,
  opcodes.extcodehash,
  opcodes.selfdestruct,
])

/** Roughly what an account or a slot takes, in memory and JSON. */
const entryBytes = 200

/** Collects the accounts and slots that one execution reads or writes, with their contents around it. */
export class TouchedState implements CostHandler, StateInspector {
  readonly handler: TraceHandler = new StepCosts(this)
  readonly #budget: TraceBudget
  readonly #slots = new Map<Hex, Set<Hex>>()
  readonly #before = new Map<Hex, AccountContent>()
  readonly #after = new Map<Hex, AccountContent>()
  /** What the last step looks at, if it can pay for that. */
  #looked: { readonly address: Hex; readonly slot: Hex | undefined } | undefined

  constructor(budget: TraceBudget) {
    this.#budget = budget
  }

  /** The accounts, ordered by address. */
  get accounts(): TouchedAccount[] {
    return [...this.#before]
      .map(([address, before]) => ({ address, before, after: this.#after.get(address) ?? before }))
      .sort((a, b) => (a.address < b.address ? -1 : 1))
  }

  begin({ sender, to, coinbase, authorities }: TraceSubject): void {
    for (const address of [sender, to, coinbase, ...authorities]) this.#touch(bytesToHex(address))
  }

  onMessage({ codeAddress }: TraceMessage): void {
    this.#looked = undefined
    this.#touch(bytesToHex(codeAddress))
  }

  onStep(step: TraceStep): void {
    const { op } = step
    const top = step.stackItem(0)
    if (top === undefined) return
    if (lookingOps.has(op)) {
      this.#looked = { address: `0x${wordToHex(top).slice(26)}`, slot: undefined }
    } else if (op === opcodes.sload || op === opcodes.sstore) {
      this.#looked = { address: bytesToHex(step.address), slot: wordToHex(top) }
    }
  }

  onStepEnd({ haltReason }: TraceStepEnd): void {
    const looked = this.#looked
    this.#looked = undefined
    if (looked === undefined || haltReason !== undefined) return
    const slots = this.#touch(looked.address)
    if (looked.slot === undefined || slots.has(looked.slot)) return
    this.#budget.spend(entryBytes)
    slots.add(looked.slot)
  }

  async after(state: WorldState): Promise<void> {
    await this.#read(state, this.#after)
  }

  async before(state: WorldState): Promise<void> {
    await this.#read(state, this.#before)
    // Who runs the code of another account looks at that, too (EIP-7702).
    for (const { code } of [...this.#before.values()]) {
      if (!isDelegation(code)) continue
      const target = bytesToHex(code.subarray(3))
      if (this.#before.has(target)) continue
      this.#before.set(target, await readAccount(state, hexToBytes(target), []))
    }
  }

  async #read(state: WorldState, into: Map<Hex, AccountContent>): Promise<void> {
    for (const [address, slots] of this.#slots) {
      const content = await readAccount(state, hexToBytes(address), slots)
      this.#budget.spend(content.code.length)
      into.set(address, content)
    }
  }

  #touch(address: Hex): Set<Hex> {
    const known = this.#slots.get(address)
    if (known !== undefined) return known
    this.#budget.spend(entryBytes)
    const slots = new Set<Hex>()
    this.#slots.set(address, slots)
    return slots
  }
}
