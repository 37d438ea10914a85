import assert from 'node:assert/strict'
import fc from 'fast-check'
import { accountOf, send, useDevchain } from '../../devchain-fixture.js'

const { constantFrom, option, record, array, dictionary } = fc
const most64 = '0xffffffffffffffff'
const most256 = `0x${'f'.repeat(64)}`
const contract = `0x${'cc'.repeat(20)}`

const address = constantFrom(
  contract,
  '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  `0x${'0'.repeat(40)}`,
  `0x${'1'.padStart(40, '0')}`,
  `0x${'4'.padStart(40, '0')}`,
  '0x0000f90827f1c53a10cb7a02335b175320002935',
)
const small = constantFrom('0x0', '0x1', '0x2', most64, '0x100')
const amount = constantFrom('0x0', '0x1', most256, '0x3b9aca00', '0xffffffffffff')
const hash = constantFrom(`0x${'00'.repeat(32)}`, `0x01${'00'.repeat(31)}`, most256)
/** Returns, reverts, loops, calls, creates, logs, destroys itself, delegates. */
const code = constantFrom(
  ...['0x', '0xfe', '0x60ff60005260206000f3', '0x60006000fd', '0x5b600056', '0x33ff'],
  `0x6000600060006000600173${'dd'.repeat(20)}5af1`,
  ...['0x600060006000f0', '0x60006000a0', `0xef0100${'cc'.repeat(20)}`],
)
const authorization = record({
  address,
  chainId: constantFrom('0x0', '0x1'),
  nonce: small,
  yParity: constantFrom('0x0'),
  r: hash,
  s: hash,
})
const call = record(
  {
    from: address,
    to: address,
    value: amount,
    input: code,
    nonce: small,
    gas: constantFrom('0x0', '0x5208', '0xfffff', most64),
    maxFeePerGas: option(amount),
    maxPriorityFeePerGas: option(amount),
    gasPrice: option(amount),
    maxFeePerBlobGas: option(amount),
    type: option(constantFrom('0x0', '0x1', '0x2', '0x3', '0x4')),
    blobVersionedHashes: option(array(hash, { maxLength: 2 })),
    authorizationList: option(array(authorization, { maxLength: 2 })),
    accessList: option(array(record({ address, storageKeys: array(hash, { maxLength: 1 }) }))),
  },
  { requiredKeys: ['gas'] },
)
const stateOverride = record(
  {
    balance: amount,
    nonce: small,
    code,
    movePrecompileToAddress: option(address),
    state: option(dictionary(hash, hash, { maxKeys: 1 })),
  },
  { requiredKeys: ['balance'] },
)
const withdrawal = record({ index: small, validatorIndex: small, address, amount: small })
const blockOverrides = record(
  {
    number: option(small),
    time: option(small),
    gasLimit: option(small),
    baseFeePerGas: amount,
    blobBaseFee: amount,
    difficulty: amount,
    prevRandao: hash,
    feeRecipient: address,
    beaconRoot: hash,
    withdrawals: array(withdrawal, { maxLength: 2 }),
  },
  { requiredKeys: [] },
)
const block = record(
  {
    blockOverrides: option(blockOverrides),
    stateOverrides: dictionary(address, stateOverride, { maxKeys: 4 }),
    calls: array(call, { maxLength: 3 }),
  },
  { requiredKeys: ['stateOverrides'] },
)
const simulation = record({
  blockStateCalls: array(block, { minLength: 1, maxLength: 3 }),
  traceTransfers: fc.boolean(),
  validation: fc.boolean(),
})

describe('eth_simulateV1 with what is at the edges', () => {
  for (const hardfork of ['homestead', 'london', 'osaka']) {
    const chain = useDevchain({ hardfork })

    it(`is answered or refused with a code, and leaves the chain as it was, at ${hardfork}`, async () => {
      const before = await send(chain(), 'eth_getBlockByNumber', 'latest')
      const property = fc.asyncProperty(simulation, async (request) => {
        try {
          JSON.stringify(await send(chain(), 'eth_simulateV1', request))
        } catch (error) {
          assert.ok(error instanceof Error && 'code' in error)
          const { cause } = error
          const isExhausted = cause instanceof Error && 'code' in cause
          assert.ok(error.code !== -32_603 || isExhausted, String(cause))
        }
      })
      await fc.assert(property, { numRuns: Number(process.env.FUZZ_RUNS ?? 80), seed: 1 })
      assert.deepEqual(await send(chain(), 'eth_getBlockByNumber', 'latest'), before)
      assert.equal(await send(chain(), 'eth_getBalance', contract), '0x0')
      assert.notEqual(await send(chain(), 'eth_getBalance', accountOf(chain(), 0)), '0x0')
    })
  }
})
