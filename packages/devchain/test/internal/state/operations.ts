import { Account, Address } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import * as fc from 'fast-check'
import type { WorldState } from '../../../src/internal/state/types.js'

/** What a random test does to states. Accounts and slots are small numbers, so that they meet. */
export type Operation =
  | { type: 'putAccount'; account: number; nonce: number; balance: number }
  | { type: 'modify'; account: number; balance: number }
  | { type: 'delete' | 'clearStorage'; account: number }
  | { type: 'putCode'; account: number; code: Uint8Array }
  | { type: 'putStorage'; account: number; slot: number; value: Uint8Array }
  | { type: 'original' | 'storage'; account: number; slot: number }
  | { type: 'checkpoint' | 'commit' | 'revert' | 'root' | 'read' }
  /** Remembers the state, or goes back to one that was remembered. */
  | { type: 'mark' }
  | { type: 'return'; mark: number }

export const accountCount = 3
export const slotCount = 4

export function addressOf(account: number): Address {
  return new Address(new Uint8Array(20).fill(account + 1))
}

export function slotOf(slot: number): Uint8Array {
  const key = new Uint8Array(32)
  key[slot % 2 === 0 ? 31 : 0] = slot
  return key
}

const account = fc.nat(accountCount - 1)
const slot = fc.nat(slotCount - 1)
const value = fc.oneof(fc.uint8Array({ maxLength: 32 }), fc.constant(new Uint8Array(32)))

const change: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    type: fc.constant('putAccount' as const),
    account,
    nonce: fc.nat(3),
    balance: fc.nat(300),
  }),
  fc.record({ type: fc.constant('modify' as const), account, balance: fc.nat(300) }),
  fc.record({ type: fc.constantFrom('delete' as const, 'clearStorage' as const), account }),
  fc.record({
    type: fc.constant('putCode' as const),
    account,
    code: fc.uint8Array({ maxLength: 3 }),
  }),
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('putStorage' as const), account, slot, value }),
  },
  fc.record({ type: fc.constantFrom('original' as const, 'storage' as const), account, slot }),
)

const control: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Operation>({ type: 'checkpoint' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'commit' as const,
        'revert' as const,
        'root' as const,
        'read' as const,
        'mark' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('return' as const), mark: fc.nat(5) }) },
)

/** Sequences in which each commit and revert has its checkpoint, and all are closed at the end. */
export const operations: fc.Arbitrary<Operation[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: control }), {
    maxLength: 50,
    size: 'max',
  })
  .map(balanced)

function balanced(steps: readonly Operation[]): Operation[] {
  const kept: Operation[] = []
  let depth = 0
  for (const step of steps) {
    const isEnd = step.type === 'commit' || step.type === 'revert'
    if (isEnd && depth === 0) continue
    if ((step.type === 'mark' || step.type === 'return') && depth > 0) continue
    if (step.type === 'checkpoint') depth++
    if (isEnd) depth--
    kept.push(step)
  }
  while (depth-- > 0) kept.push({ type: 'commit' })
  return kept
}

/** What both ours and ethereumjs' state managers have. */
export type TestedState = Omit<
  WorldState,
  | 'accounts'
  | 'fork'
  | 'overlay'
  | 'changes'
  | 'changed'
  | 'missing'
  | 'codes'
  | 'proof'
  | 'restore'
  | 'seal'
  | 'shallowCopy'
>

/** Does one operation; gives what there is to compare. */
export async function perform(state: TestedState, step: Operation): Promise<unknown> {
  switch (step.type) {
    case 'putAccount': {
      const owner = addressOf(step.account)
      const fields = (await state.getAccount(owner)) ?? new Account()
      fields.nonce = BigInt(step.nonce)
      fields.balance = BigInt(step.balance)
      await state.putAccount(owner, fields)
      // ethereumjs goes on changing accounts that it has put.
      fields.balance += 1n
      return undefined
    }
    case 'modify':
      return state.modifyAccountFields(addressOf(step.account), { balance: BigInt(step.balance) })
    case 'delete':
      // ethereumjs forgets to drop its cached storage trie together with the account.
      await state.clearStorage(addressOf(step.account))
      await state.deleteAccount(addressOf(step.account))
      return state.originalStorageCache.clear()
    case 'clearStorage':
      await state.clearStorage(addressOf(step.account))
      // Within a transaction only storage that is empty gets cleared, so what is original stays so.
      return state.originalStorageCache.clear()
    case 'putCode':
      return state.putCode(addressOf(step.account), step.code)
    case 'putStorage':
      if ((await state.getAccount(addressOf(step.account))) === undefined) return undefined
      return state.putStorage(addressOf(step.account), slotOf(step.slot), step.value)
    case 'storage':
      return bytesToHex(await state.getStorage(addressOf(step.account), slotOf(step.slot)))
    case 'original':
      return bytesToHex(
        await state.originalStorageCache.get(addressOf(step.account), slotOf(step.slot)),
      )
    case 'checkpoint':
    case 'commit':
    case 'revert':
      return state[step.type]()
    default:
      return undefined
  }
}

/** All that can be read of the accounts and slots that operations touch. */
export async function readAll(state: TestedState): Promise<unknown[]> {
  const accounts: unknown[] = []
  for (let index = 0; index < accountCount; index++) {
    const owner = addressOf(index)
    const fields = await state.getAccount(owner)
    const storage: string[] = []
    for (let key = 0; key < slotCount; key++) {
      storage.push(bytesToHex(await state.getStorage(owner, slotOf(key))))
    }
    accounts.push({
      fields: fields && [fields.nonce, fields.balance, bytesToHex(fields.codeHash)],
      code: bytesToHex(await state.getCode(owner)),
      codeSize: await state.getCodeSize(owner),
      storage,
    })
  }
  return accounts
}

/** The accounts as they are in the trie, storage roots included. */
export async function readEncoded(state: TestedState): Promise<unknown[]> {
  const encoded: unknown[] = []
  for (let index = 0; index < accountCount; index++) {
    const fields = await state.getAccount(addressOf(index))
    encoded.push(fields && bytesToHex(fields.serialize()))
  }
  return encoded
}
