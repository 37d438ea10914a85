import { Common, Mainnet } from '@ethereumjs/common'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { Account, Address } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { loadCrypto } from '../../../src/internal/crypto.js'
import type { WorldState } from '../../../src/internal/state/types.js'
import { createWorldState } from '../../../src/internal/state/world-state.js'

/** What a random test does to both states; addresses and slots are small numbers so that they meet. */
type Operation =
  | { type: 'putAccount'; address: number; nonce: number; balance: number }
  | { type: 'modify'; address: number; balance: number }
  | { type: 'delete' | 'clearStorage'; address: number }
  | { type: 'putCode'; address: number; code: Uint8Array }
  | { type: 'putStorage'; address: number; slot: number; value: Uint8Array }
  | { type: 'original'; address: number; slot: number }
  | { type: 'checkpoint' | 'commit' | 'revert' | 'root' }

const address = fc.nat(5)
const slot = fc.nat(7)
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    type: fc.constant('putAccount' as const),
    address,
    nonce: fc.nat(3),
    balance: fc.nat(300),
  }),
  fc.record({ type: fc.constant('modify' as const), address, balance: fc.nat(300) }),
  fc.record({ type: fc.constantFrom('delete' as const, 'clearStorage' as const), address }),
  fc.record({
    type: fc.constant('putCode' as const),
    address,
    code: fc.uint8Array({ maxLength: 3 }),
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('putStorage' as const),
      address,
      slot,
      value: fc.oneof(fc.uint8Array({ maxLength: 32 }), fc.constant(new Uint8Array(32))),
    }),
  },
  fc.record({ type: fc.constant('original' as const), address, slot }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'checkpoint' as const,
        'checkpoint' as const,
        'commit' as const,
        'revert' as const,
        'root' as const,
      ),
    }),
  },
)

function addressOf(index: number): Address {
  return new Address(new Uint8Array(20).fill(index + 1))
}

function slotOf(index: number): Uint8Array {
  const key = new Uint8Array(32)
  key[index % 2 === 0 ? 31 : 0] = index
  return key
}

type Tested = Pick<WorldState, keyof MerkleStateManager & keyof WorldState>

async function apply(state: Tested, operation: Operation): Promise<unknown> {
  switch (operation.type) {
    case 'putAccount': {
      const account = (await state.getAccount(addressOf(operation.address))) ?? new Account()
      account.nonce = BigInt(operation.nonce)
      account.balance = BigInt(operation.balance)
      return state.putAccount(addressOf(operation.address), account)
    }
    case 'modify':
      return state.modifyAccountFields(addressOf(operation.address), {
        balance: BigInt(operation.balance),
      })
    case 'delete':
      // The oracle forgets to drop its cached storage trie with the account.
      await state.clearStorage(addressOf(operation.address))
      return state.deleteAccount(addressOf(operation.address))
    case 'clearStorage':
      return state.clearStorage(addressOf(operation.address))
    case 'putCode':
      return state.putCode(addressOf(operation.address), operation.code)
    case 'putStorage': {
      const owner = addressOf(operation.address)
      if ((await state.getAccount(owner)) === undefined) return undefined
      return state.putStorage(owner, slotOf(operation.slot), operation.value)
    }
    case 'original':
      return state.originalStorageCache
        .get(addressOf(operation.address), slotOf(operation.slot))
        .then(bytesToHex)
    case 'checkpoint':
    case 'commit':
    case 'revert':
      return state[operation.type]()
    case 'root':
      return bytesToHex(await state.getStateRoot())
  }
}

async function read(state: Tested): Promise<unknown> {
  const accounts: unknown[] = []
  for (let index = 0; index <= 5; index++) {
    const owner = addressOf(index)
    const account = await state.getAccount(owner)
    const storage: string[] = []
    for (let key = 0; key <= 7; key++) {
      storage.push(bytesToHex(await state.getStorage(owner, slotOf(key))))
    }
    accounts.push({
      account: account === undefined ? undefined : bytesToHex(account.serialize()),
      code: bytesToHex(await state.getCode(owner)),
      codeSize: await state.getCodeSize(owner),
      storage,
    })
  }
  return { accounts, root: bytesToHex(await state.getStateRoot()) }
}

describe('createWorldState', () => {
  it('does what MerkleStateManager does, for any sequence of operations', async () => {
    const crypto = await loadCrypto()
    const common = new Common({ chain: Mainnet, customCrypto: crypto.customCrypto })
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { maxLength: 40, size: 'max' }),
        fc.array(fc.boolean()),
        async (operations, reads) => {
          const ours = createWorldState({ crypto })
          const oracle = new MerkleStateManager({ common })
          let depth = 0
          for (const [index, step] of operations.entries()) {
            if (step.type === 'checkpoint') depth++
            if (step.type === 'commit' || step.type === 'revert') {
              if (depth === 0) continue
              depth--
            }
            const expected = await apply(oracle, step)
            expect(await apply(ours, step), step.type).to.equal(expected)
            if (reads[index] === true) expect(await read(ours)).to.deep.equal(await read(oracle))
          }
          for (; depth > 0; depth--) {
            await oracle.commit()
            await ours.commit()
          }
          expect(await read(ours)).to.deep.equal(await read(oracle))
          const fork = ours.fork(ours.seal())
          expect(await read(fork)).to.deep.equal(await read(oracle))
        },
      ),
      { numRuns: 300 },
    )
  }).timeout(60_000)
})
