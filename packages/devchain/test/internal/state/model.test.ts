import { Common, Mainnet } from '@ethereumjs/common'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { bytesToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { loadCrypto } from '../../../src/internal/crypto.js'
import type { StateSnapshot } from '../../../src/internal/state/types.js'
import { createWorldState } from '../../../src/internal/state/world-state.js'
import { type Operation, operations, perform, readAll, readEncoded } from './operations.js'

describe('createWorldState against MerkleStateManager', () => {
  it('reads and hashes the same after any sequence of operations', async () => {
    const crypto = await loadCrypto()
    const common = new Common({ chain: Mainnet, customCrypto: crypto.customCrypto })
    await fc.assert(
      fc.asyncProperty(operations, async (steps) => {
        const ours = createWorldState({ crypto })
        const oracle = new MerkleStateManager({ common })
        const marks: StateSnapshot[] = []

        async function compare(): Promise<void> {
          expect(await readAll(ours)).to.deep.equal(await readAll(oracle))
          expect(await readEncoded(ours)).to.deep.equal(await readEncoded(oracle))
          await compareRoots()
        }
        async function compareRoots(): Promise<void> {
          const root = bytesToHex(await oracle.getStateRoot())
          expect(bytesToHex(await ours.getStateRoot())).to.equal(root)
        }
        async function travel(step: Operation): Promise<void> {
          if (step.type === 'mark') marks.push(ours.seal())
          const mark = step.type === 'return' ? marks[step.mark % marks.length] : undefined
          if (mark === undefined) return
          ours.restore(mark)
          await oracle.setStateRoot(mark.root)
          // A transaction does not go on after a restore; only the oracle leaves this to its user.
          oracle.originalStorageCache.clear()
        }

        for (const step of steps) {
          const expected = await perform(oracle, step)
          expect(await perform(ours, step), step.type).to.equal(expected)
          await travel(step)
          if (step.type === 'root') await compareRoots()
          if (step.type === 'read') await compare()
        }
        await compare()
        expect(await readAll(ours.fork(ours.seal()))).to.deep.equal(await readAll(oracle))
      }),
      { numRuns: 200 },
    )
  }).timeout(60_000)
})
