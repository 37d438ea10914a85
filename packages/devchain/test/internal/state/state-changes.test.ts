import { bytesToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { loadCrypto } from '../../../src/internal/crypto.js'
import type { StateSnapshot, WorldState } from '../../../src/internal/state/types.js'
import { createWorldState } from '../../../src/internal/state/world-state.js'
import { addressOf, operations, perform, readAll, slotOf } from './operations.js'

const word = new Uint8Array(32).fill(7)
const remote = {
  account: async () => ({ nonce: 1n, balanceWei: 5n, code: new Uint8Array(0) }),
  storage: async () => word,
}

describe('changes of a state', function () {
  this.timeout(20_000)

  for (const kind of ['a chain of its own', 'a fork']) {
    it(`lead from any state of ${kind} to any other`, async () => {
      const crypto = await loadCrypto()
      const isFork = kind === 'a fork'
      const create = (): WorldState => createWorldState(isFork ? { crypto, remote } : { crypto })
      await fc.assert(
        fc.asyncProperty(operations, operations, async (first, second) => {
          const state = create()
          const marks: StateSnapshot[] = [state.seal()]
          for (const steps of [first, second]) {
            for (const step of steps) {
              if (step.type !== 'mark' && step.type !== 'return') await perform(state, step)
            }
            while (state.overlay.depth > 0) await state.commit()
            marks.push(state.seal())
          }
          for (const from of [undefined, ...marks]) {
            for (const to of marks) {
              const made = state.changed(from, state.changes(from, to))
              expect(bytesToHex(made.root)).to.equal(bytesToHex(to.root))
              expect(await readAll(state.fork(made))).to.deep.equal(await readAll(state.fork(to)))
            }
          }
        }),
        { numRuns: 40 },
      )
    })
  }

  it('are only what differs', async () => {
    const crypto = await loadCrypto()
    const state = createWorldState({ crypto })
    for (let account = 0; account < 200; account++) {
      const address = addressOf(account)
      await state.modifyAccountFields(address, { balance: 1n })
      await state.putStorage(address, slotOf(1), Uint8Array.of(account + 1))
    }
    const before = state.seal()
    await state.putStorage(addressOf(77), slotOf(2), Uint8Array.of(5))
    await state.deleteAccount(addressOf(78))
    const after = state.seal()
    const changes = state.changes(before, after)
    expect(changes.map(({ address }) => bytesToHex(address)).sort()).to.deep.equal(
      [addressOf(77), addressOf(78)].map(String),
    )
    const changed = changes.find(({ slots }) => slots.length > 0)
    expect(changed?.slots).to.deep.equal([{ slot: slotOf(2), word: Uint8Array.of(5) }])
    expect(state.changes(after, after)).to.have.length(0)
  })
})
