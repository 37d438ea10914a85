import assert from 'node:assert/strict'
import { EVM, getActivePrecompiles, type PrecompileInput } from '@ethereumjs/evm'
import fc from 'fast-check'
import { blake2f } from '../../../../src/internal/chain/execution/fast/blake2f.js'
import { createRules } from '../../../../src/internal/chain/rules.js'

const hash =
  '48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b'
const block = `${hash}616263${'00'.repeat(125)}03${'00'.repeat(15)}`

describe('blake2f', () => {
  const common = createRules({ hardfork: 'osaka', chainId: 31_337n, customCrypto: {} })
  const _EVM = new EVM({ common })
  const theirs = getActivePrecompiles(common).get('09'.padStart(40, '0'))

  function run(data: Uint8Array, gasLimit = 10_000_000n): PrecompileInput {
    return { data, gasLimit, common, _EVM }
  }

  /** The same as the precompile of ethereumjs gives. */
  async function assertSame(input: PrecompileInput): Promise<void> {
    assert(theirs !== undefined)
    const [ours, expected] = [blake2f(input), await theirs(input)]
    assert.deepEqual(ours.returnValue, expected.returnValue)
    assert.equal(ours.executionGasUsed, expected.executionGasUsed)
    assert.equal(ours.exceptionError?.error, expected.exceptionError?.error)
  }

  /** Test vectors 4 to 7 of EIP-152, and the long one of go-ethereum. */
  const vectors = [
    {
      what: 'no round',
      input: `00000000${block}01`,
      output:
        '08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b',
    },
    {
      what: 'twelve rounds',
      input: `0000000c${block}01`,
      output:
        'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    },
    {
      what: 'twelve rounds of a block that is not the last',
      input: `0000000c${block}00`,
      output:
        '75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d2875298743e7f6d5ea2f2d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735',
    },
    {
      what: 'one round',
      input: `00000001${block}01`,
      output:
        'b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fba551b3a8333bcdf5f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421',
    },
    {
      what: 'eight million rounds',
      input: `007a1200${block}01`,
      output:
        '6d2ce9e534d50e18ff866ae92d70cceba79bbcd14c63819fe48752c8aca87a4bb7dcc230d22a4047f0486cfcfb50a17b24b2899eb8fca370f22240adb5170189',
    },
  ]
  for (const { what, input, output } of vectors) {
    it(`compresses with ${what}`, () => {
      const data = Buffer.from(input, 'hex')
      const { returnValue, executionGasUsed, exceptionError } = blake2f(run(data))
      assert.equal(exceptionError, undefined)
      assert.equal(Buffer.from(returnValue).toString('hex'), output)
      assert.equal(executionGasUsed, BigInt(data.readUInt32BE(0)))
    })
  }

  /** Test vectors 0 to 3 of EIP-152. */
  const refused = ['', `00000c${block}01`, `000000000c${block}01`, `0000000c${block}02`]
  it('takes no input of another length, no other flag', async () => {
    for (const input of refused) {
      const data = Buffer.from(input, 'hex')
      assert.equal(blake2f(run(data)).exceptionError?.error, 'value out of range')
      await assertSame(run(data))
    }
  })

  it('compresses as ethereumjs does', async () => {
    const bytes = fc.uint8Array({ minLength: 209, maxLength: 209 })
    const roundCount = fc.oneof(fc.nat(40), fc.nat(25_000))
    await fc.assert(
      fc.asyncProperty(bytes, roundCount, fc.nat(2), async (rest, rounds, isFinal) => {
        const data = Buffer.concat([new Uint8Array(4), rest])
        data.writeUInt32BE(rounds)
        data[212] = isFinal
        await assertSame(run(data))
      }),
    )
  })

  it('takes a gas for each round', async () => {
    const data = Buffer.from(`0000000c${block}01`, 'hex')
    await assertSame(run(data, 11n))
    await assertSame(run(data, 12n))
    await assertSame(run(Buffer.from(`ffffffff${block}01`, 'hex'), 2n ** 32n - 2n))
  })
})
