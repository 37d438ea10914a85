import { expect } from 'chai'
import fc from 'fast-check'
import { createDevchain, type Devchain } from '../../../src/devchain.js'
import { registry } from '../../../src/internal/rpc/registry.js'

/** The only codes that a client may ever see from a request in this process. */
const allowedCodes = new Set([3, 4, -32601, -32602, -32000, -32001, -32004, -32005])
/** Text that only the inside of the node could have written. */
const internalText =
  /node_modules|^\s+at |\.[cm]?[jt]s:\d|TypeError|RangeError|undefined|\[object|NaN|BigInt/m

/** These take real time, or end the fuzzing, with parameters that are valid. */
const slowMethods = new Set(['eth_sendRawTransactionSync', 'eth_sendTransactionSync'])
const methods = [...registry.keys()].filter((name) => !slowMethods.has(name))

const address = fc.constantFrom(
  '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  `0x${'00'.repeat(20)}`,
  '0x0000000000000000000000000000000000000001',
  `0x${'ff'.repeat(20)}`,
)
const hex = fc
  .uint8Array({ maxLength: 70 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`)
const quantity = fc.oneof(
  fc.bigInt({ min: 0n, max: 300n }).map((value) => `0x${value.toString(16)}`),
  fc.bigInt({ min: 0n, max: 2n ** 260n }).map((value) => `0x${value.toString(16)}`),
)
const scalar = fc.oneof(
  address,
  hex,
  quantity,
  fc.constantFrom('latest', 'pending', 'earliest', '0x', '', 'x', null, true, false),
  fc.integer({ min: -5, max: 300 }),
  fc.double(),
  fc.string({ maxLength: 8 }),
)
const keys = fc.constantFrom(
  ...['from', 'to', 'gas', 'gasPrice', 'value', 'data', 'input', 'nonce', 'type', 'accessList'],
  ...['maxFeePerGas', 'authorizationList', 'blobVersionedHashes', 'fromBlock', 'toBlock', 'topics'],
  ...['address', 'blockHash', 'blockNumber', 'balance', 'code', 'state', 'stateDiff', 'timestamp'],
  ...['tracer', 'types', 'primaryType', 'domain', 'message', 'blobs', 'maxPriorityFeePerGas'],
)
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, scalar, tie('object'), tie('list')),
  object: fc.dictionary(fc.oneof(keys, address), tie('any'), { maxKeys: 5 }),
  list: fc.array(tie('any'), { maxLength: 4 }),
})).any

/** Parameters that come near to what methods take, and some that do not. */
const transaction = fc.record(
  {
    from: fc.oneof(address, scalar),
    to: fc.oneof(address, scalar),
    gas: fc.oneof(quantity, scalar),
    value: quantity,
    data: hex,
    type: fc.oneof(quantity, scalar),
    maxFeePerGas: quantity,
    gasPrice: quantity,
    nonce: quantity,
    accessList: value,
    authorizationList: value,
    blobs: value,
  },
  { requiredKeys: [] },
)
const params = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.oneof(value, transaction, address), { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.tuple(transaction, fc.constantFrom('latest', 'pending')) },
  { weight: 1, arbitrary: value },
)

/** What fuzzing must not do: wait for an hour, or ask other machines. */
function isHarmful(method: string, given: unknown): boolean {
  const text = JSON.stringify(given) ?? ''
  if (/[mM]ine/.test(method)) return /0x[0-9a-f]{3,}|[0-9]{4,}/.test(text)
  return text.includes('http')
}

async function check(chain: Devchain, method: string, given: unknown): Promise<void> {
  try {
    const request = { method, params: given as readonly unknown[] }
    const result = await chain.request(request)
    expect(() => JSON.stringify(result)).not.to.throw()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const shown = `${method}(${JSON.stringify(given)}) → ${error.message}`
    expect(allowedCodes, `${shown} (${error.code}) ${error.cause}`).to.include(error.code)
    expect(error.message, shown).not.to.match(internalText)
  }
}

describe('requests with junk parameters', function () {
  this.timeout(60_000)

  it('are answered or refused in the node’s own words, and leave it alive', async () => {
    const chain = await createDevchain({ logger: () => undefined })
    const runs = Number(process.env.FUZZ_RUNS ?? 3_000)
    const call = fc.tuple(fc.constantFrom(...methods), params)
    await fc.assert(
      fc.asyncProperty(call, async ([method, given]) => {
        if (!isHarmful(method, given)) await check(chain, method, given)
      }),
      { numRuns: runs, seed: Number(process.env.FUZZ_SEED ?? 1) },
    )
    await chain.request({ method: 'hardhat_reset' })
    await chain.request({ method: 'evm_setAutomine', params: [true] })
    await chain.mine()
    expect(await chain.request({ method: 'eth_blockNumber' })).to.equal('0x1')
    await chain.close()
  })
})
