import { deepEqual, equal } from 'node:assert/strict'
import { Account, Address } from '@ethereumjs/util'
import { bigintToBytes, bytesToHex } from '@scaffold-evm/common'
import fc from 'fast-check'
import { engineNames } from '../../../../src/internal/chain/execution/engine.js'
import type { Executor } from '../../../../src/internal/chain/execution/executor.js'
import { InstructionCounter } from '../../../../src/internal/chain/execution/instruction-counter.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'
import { createEngine } from '../../../engines.js'
import { program } from './programs.js'

const callee = new Address(bigintToBytes(0xc0den, 20))
const caller = bigintToBytes(0xa11cen, 20)
const block = {
  header: {
    number: 7n,
    coinbase: new Address(bigintToBytes(0xc01bn, 20)),
    timestamp: 1_700_000_000n,
    difficulty: 0n,
    prevRandao: new Uint8Array(32),
    gasLimit: 30_000_000n,
    baseFeePerGas: 9n,
    getBlobGasPrice: () => 2n,
  },
}

async function count({ engine, state }: Executor, code: Uint8Array): Promise<unknown> {
  const counter = new InstructionCounter()
  engine.listeners = { onConsole: () => undefined, counter, meter: undefined }
  await state.checkpoint()
  await state.putAccount(callee, new Account(1n, 5n))
  await state.putCode(callee, code)
  await engine.run({
    block,
    caller,
    to: callee.bytes,
    data: Uint8Array.of(1, 2, 3),
    valueWei: 0n,
    gasLimit: 100_000n,
    gasPrice: 11n,
    blobVersionedHashes: [],
    accessList: [],
    warmAddresses: [caller, callee.bytes],
    reportsAccessList: false,
  })
  await state.revert()
  return [...counter.codes].map(({ codeHash, hits, jumpsTaken }) => [
    bytesToHex(codeHash),
    [...hits],
    [...jumpsTaken],
  ])
}

describe('InstructionCounter', () => {
  it('counts hits and jumps', async () => {
    const crypto = await loadCrypto()
    for (const engine of engineNames) {
      const blockHash = (number: bigint): Uint8Array => bigintToBytes(number, 32)
      const executor = await createEngine({
        engine,
        hardfork: 'osaka',
        chainId: 1n,
        crypto,
        blockHash,
      })
      // Counts down from 3: PUSH1 3, JUMPDEST, PUSH1 1, SWAP1, SUB, DUP1, PUSH1 2, JUMPI
      const code = Uint8Array.of(0x60, 3, 0x5b, 0x60, 1, 0x90, 0x03, 0x80, 0x60, 2, 0x57)
      deepEqual(await count(executor, code), [
        [
          bytesToHex(crypto.keccak256(code)),
          [1, 0, 3, 3, 0, 3, 3, 3, 3, 0, 3],
          [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2],
        ],
      ])
    }
  })

  it('counts the same on both engines, in code that calls and creates, too', async () => {
    const crypto = await loadCrypto()
    const blockHash = (number: bigint): Uint8Array => bigintToBytes(number, 32)
    const shared = { hardfork: 'osaka', chainId: 1n, crypto, blockHash } as const
    const fast = await createEngine({ ...shared, engine: 'fast' })
    const reference = await createEngine({ ...shared, engine: 'reference' })
    let codes = 0
    await fc.assert(
      // ethereumjs tells nothing of a REVERT that lacks its arguments.
      fc.asyncProperty(
        program.filter((code) => !code.includes(0xfd)),
        async (code) => {
          const counted = await count(fast, code)
          codes += Array.isArray(counted) ? counted.length : 0
          deepEqual(counted, await count(reference, code))
        },
      ),
      { numRuns: 150 },
    )
    equal(codes > 100, true)
  })
})
