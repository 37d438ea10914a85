import { bytesToDigits } from '@scaffold-evm/common'
import type { AccessListBytes } from '../engine.js'
import type { Pointer } from './engine-exports.js'
import type { Machine } from './machine.js'
import { accountFields, accountFlags, slotFields, slotFlags } from './records.js'

/** Gathers what an execution has touched, also in calls that failed. */
export class AccessReport {
  readonly #machine: Machine
  readonly #slots = new Map<string, Set<string>>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** Slots by address, hexadecimal digits without 0x, with those of `listed`. */
  read(listed: AccessListBytes): ReadonlyMap<string, ReadonlySet<string>> {
    for (const [address, slots] of listed) {
      const known = this.#of(bytesToDigits(address))
      for (const slot of slots) known.add(bytesToDigits(slot))
    }
    const { exports, memory } = this.#machine
    let record = exports.accounts()
    for (; record !== 0; record = memory.uint32(record + accountFields.next)) this.#read(record)
    return this.#slots
  }

  #read(record: Pointer): void {
    const { memory } = this.#machine
    const address = bytesToDigits(memory.address(record))
    const flags = memory.uint32(record + accountFields.flags)
    // What is warm for any such transaction need not be listed, e.g. who signed an authorization (EIP-7702).
    const asked = flags & (accountFlags.accessed | accountFlags.alwaysWarm)
    if (asked === accountFlags.accessed) this.#of(address)
    let slot = memory.uint32(record + accountFields.firstSlot)
    for (; slot !== 0; slot = memory.uint32(slot + slotFields.next)) {
      const isAccessed = (memory.uint32(slot + slotFields.flags) & slotFlags.accessed) !== 0
      if (isAccessed) this.#of(address).add(bytesToDigits(memory.wordBytes(slot)))
    }
  }

  #of(address: string): Set<string> {
    let slots = this.#slots.get(address)
    if (slots === undefined) {
      slots = new Set()
      this.#slots.set(address, slots)
    }
    return slots
  }
}
