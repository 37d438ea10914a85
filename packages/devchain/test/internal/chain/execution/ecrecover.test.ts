import assert from 'node:assert/strict'
import { EVM, getActivePrecompiles, type PrecompileInput } from '@ethereumjs/evm'
import { bigintToBytes } from '@scaffold-evm/common'
import fc from 'fast-check'
import { ecrecover } from '../../../../src/internal/chain/execution/fast/ecrecover.js'
import { createRules } from '../../../../src/internal/chain/rules.js'
import { type Crypto, loadCrypto } from '../../../../src/internal/crypto.js'

describe('ecrecover', () => {
  let crypto: Crypto
  let run: (data: Uint8Array, gasLimit?: bigint) => PrecompileInput

  before(async () => {
    crypto = await loadCrypto()
    const common = createRules({
      hardfork: 'osaka',
      chainId: 31_337n,
      customCrypto: crypto.customCrypto,
    })
    const _EVM = new EVM({ common })
    run = (data, gasLimit = 5000n) => ({ data, gasLimit, common, _EVM })
  })

  /** The same as the precompile of ethereumjs gives. */
  async function assertSame(input: PrecompileInput): Promise<void> {
    const theirs = getActivePrecompiles(input.common).get('0'.repeat(39).concat('1'))
    assert(theirs !== undefined)
    const [ours, expected] = [ecrecover(input), await theirs(input)]
    assert.deepEqual(ours.returnValue, expected.returnValue)
    assert.equal(ours.executionGasUsed, expected.executionGasUsed)
    assert.equal(ours.exceptionError?.error, expected.exceptionError?.error)
  }

  function signed(digest: Uint8Array, v: bigint): Uint8Array {
    const { r, s, yParity } = crypto.sign(digest, new Uint8Array(32).fill(7))
    const words = [v + BigInt(yParity), r, s].map((word) => bigintToBytes(word, 32))
    return Buffer.concat([digest, ...words])
  }

  it('recovers what ethereumjs recovers', async () => {
    const digest = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const v = fc.constantFrom(27n, 0n, 26n, 28n, 27n + (1n << 64n))
    const size = fc.integer({ min: 0, max: 140 })
    await fc.assert(
      fc.asyncProperty(digest, v, size, async (hash, base, length) => {
        const input = signed(hash, base)
        await assertSame(run(input))
        await assertSame(run(Buffer.concat([input, input]).subarray(0, length)))
      }),
    )
  })

  it('gives nothing for what is no signature', async () => {
    const words = fc.array(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), { minLength: 2 })
    await fc.assert(
      fc.asyncProperty(words, async (numbers) => {
        const data = [1n, 27n, ...numbers].map((number) => bigintToBytes(number, 32))
        await assertSame(run(Buffer.concat(data)))
      }),
    )
  })

  it('takes its gas', async () => {
    await assertSame(run(signed(new Uint8Array(32), 27n), 2999n))
    await assertSame(run(signed(new Uint8Array(32), 27n), 3000n))
  })
})
