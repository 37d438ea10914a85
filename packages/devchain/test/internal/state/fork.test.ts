import { Address } from '@ethereumjs/util'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { loadCrypto } from '../../../src/internal/crypto.js'
import type { RemoteState, StateSnapshot, WorldState } from '../../../src/internal/state/types.js'
import { createWorldState } from '../../../src/internal/state/world-state.js'
import {
  accountCount,
  addressOf,
  type Operation,
  operations,
  perform,
  readAll,
} from './operations.js'

/** A remote chain whose state is that of `state`, and what was asked of it. */
function remoteOf(state: WorldState): RemoteState & { reads: string[] } {
  const reads: string[] = []
  return {
    reads,
    async account(bytes) {
      reads.push(bytes.join())
      const address = new Address(bytes)
      const account = await state.getAccount(address)
      return {
        nonce: account?.nonce ?? 0n,
        balanceWei: account?.balance ?? 0n,
        code: await state.getCode(address),
      }
    },
    async storage(bytes, slot) {
      reads.push(`${bytes.join()} ${slot.join()}`)
      const word = new Uint8Array(32)
      const value = await state.getStorage(new Address(bytes), slot)
      word.set(value, 32 - value.length)
      return word
    },
  }
}

/** EIP-161: a remote chain has no empty accounts. */
async function dropEmptyAccounts(state: WorldState): Promise<void> {
  for (let index = 0; index < accountCount; index++) {
    const account = await state.getAccount(addressOf(index))
    if (account?.isEmpty() === true) await state.deleteAccount(addressOf(index))
  }
}

describe('createWorldState with a remote', () => {
  it('reads like a state that has everything itself, and reads nothing remote twice', async () => {
    const crypto = await loadCrypto()
    await fc.assert(
      fc.asyncProperty(operations, operations, async (before, steps) => {
        const plain = createWorldState({ crypto })
        for (const step of before) await perform(plain, step)
        await dropEmptyAccounts(plain)
        plain.originalStorageCache.clear()
        const remote = remoteOf(plain.fork(plain.seal()))
        let forked = createWorldState({ crypto, remote })
        const marks: [StateSnapshot, StateSnapshot][] = []

        function travel(step: Operation): void {
          if (step.type === 'mark') marks.push([plain.seal(), forked.seal()])
          const mark = step.type === 'return' ? marks[step.mark % marks.length] : undefined
          if (mark === undefined) return
          plain.restore(mark[0])
          forked = forked.fork(mark[1])
        }

        for (const step of steps) {
          const expected = await perform(plain, step)
          expect(await perform(forked, step), step.type).to.equal(expected)
          travel(step)
          if (step.type === 'root') await forked.getStateRoot()
          if (step.type === 'read') {
            expect(await readAll(forked)).to.deep.equal(await readAll(plain))
          }
        }
        expect(await readAll(forked)).to.deep.equal(await readAll(plain))
        forked.restore(forked.seal())
        expect(await readAll(forked)).to.deep.equal(await readAll(plain))
        expect(new Set(remote.reads).size).to.equal(remote.reads.length)
      }),
      { numRuns: 300 },
    )
  }).timeout(60_000)
})
