import { type Eip1193Provider, quantityToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { chooseFees, type FeePolicy } from '../../../src/internal/signing/fees.js'
import type { RpcTransaction } from '../../../src/internal/signing/rpc-transaction.js'
import { RpcError } from '../../../src/rpc-error.js'
import { failure } from '../../support/expect-code.js'

const gwei = 1_000_000_000n

interface Market {
  /** Of each look at the latest block; the last one stays. Undefined: no EIP-1559. */
  readonly baseFees?: readonly bigint[]
  readonly gasPrice?: bigint
  readonly tip?: bigint
  /** Tips paid in the latest blocks, and whether they held transactions. */
  readonly history?: readonly (readonly [bigint, number])[]
}

function nodeOf({ baseFees, gasPrice, tip, history }: Market): Eip1193Provider {
  let looks = 0
  const answers: Readonly<Record<string, () => unknown>> = {
    eth_getBlockByNumber: () => {
      const base = baseFees?.[Math.min(looks++, baseFees.length - 1)]
      return base === undefined ? {} : { baseFeePerGas: quantityToHex(base) }
    },
    ...(gasPrice === undefined ? {} : { eth_gasPrice: () => quantityToHex(gasPrice) }),
    ...(tip === undefined ? {} : { eth_maxPriorityFeePerGas: () => quantityToHex(tip) }),
    ...(history === undefined
      ? {}
      : {
          eth_feeHistory: () => ({
            reward: history.map(([reward]) => [quantityToHex(reward)]),
            gasUsedRatio: history.map(([, ratio]) => ratio),
          }),
        }),
  }
  return {
    request: async ({ method }) => {
      const answer = answers[method]
      if (answer === undefined) throw new RpcError({ code: -32601, message: `no ${method}` })
      return answer()
    },
    on: () => undefined,
    removeListener: () => undefined,
  }
}

function policyOf(config: Partial<FeePolicy>): FeePolicy {
  return {
    networkName: 'n',
    gasPrice: undefined,
    maxFeePerGas: undefined,
    maxPriorityFeePerGas: undefined,
    priorityFeePercentile: undefined,
    feeWaitMs: 0,
    budgetWei: undefined,
    pollingIntervalMs: 1,
    log: () => undefined,
    ...config,
  }
}

async function fees(
  market: Market,
  config: Partial<FeePolicy> = {},
  tx: RpcTransaction = {},
): Promise<Record<string, bigint>> {
  const chosen = await chooseFees(nodeOf(market), tx, policyOf(config))
  return Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, BigInt(value)]))
}

describe('chooseFees', () => {
  const london = { baseFees: [10n * gwei], gasPrice: 13n * gwei, tip: 2n * gwei }

  const cases: readonly (readonly [
    string,
    Market,
    Partial<FeePolicy>,
    RpcTransaction,
    Readonly<Record<string, bigint>>,
  ])[] = [
    [
      'offers twice the base fee and the tip',
      london,
      {},
      {},
      { maxFeePerGas: 22n * gwei, maxPriorityFeePerGas: 2n * gwei },
    ],
    [
      'offers no more than the limit',
      london,
      { maxFeePerGas: 15n * gwei },
      {},
      { maxFeePerGas: 15n * gwei, maxPriorityFeePerGas: 2n * gwei },
    ],
    [
      'offers no tip above the limit',
      { ...london, tip: 99n * gwei },
      { maxFeePerGas: 15n * gwei },
      {},
      { maxFeePerGas: 15n * gwei, maxPriorityFeePerGas: 15n * gwei },
    ],
    [
      'takes the tip of the config',
      london,
      { maxPriorityFeePerGas: 3n },
      {},
      { maxFeePerGas: 20n * gwei + 3n, maxPriorityFeePerGas: 3n },
    ],
    [
      'takes the median of what was paid in blocks that are not empty',
      {
        ...london,
        history: [
          [7n, 0.5],
          [0n, 0],
          [5n, 1],
          [0n, 0],
          [9n, 0.1],
        ],
      },
      { priorityFeePercentile: 60 },
      {},
      { maxFeePerGas: 20n * gwei + 7n, maxPriorityFeePerGas: 7n },
    ],
    [
      'takes the suggestion where the latest blocks are empty',
      { ...london, history: [[0n, 0]] },
      { priorityFeePercentile: 60 },
      {},
      { maxFeePerGas: 22n * gwei, maxPriorityFeePerGas: 2n * gwei },
    ],
    [
      'looks at the history where nothing is suggested',
      { baseFees: [gwei], history: [[4n, 1]] },
      {},
      {},
      { maxFeePerGas: 2n * gwei + 4n, maxPriorityFeePerGas: 4n },
    ],
    [
      'offers a gwei where the node knows neither',
      { baseFees: [gwei] },
      {},
      {},
      { maxFeePerGas: 3n * gwei, maxPriorityFeePerGas: gwei },
    ],
    ['pays the gas price without EIP-1559', { gasPrice: 5n }, {}, {}, { gasPrice: 5n }],
    [
      'pays it where the config wants it',
      london,
      { gasPrice: 'node' },
      {},
      { gasPrice: 13n * gwei },
    ],
    ['pays that of the config', london, { gasPrice: 3n }, {}, { gasPrice: 3n }],
    [
      'pays that of the transaction',
      london,
      { gasPrice: 3n },
      { gasPrice: '0x7' },
      { gasPrice: 7n },
    ],
    [
      'sends no dynamic fees in an older transaction type',
      london,
      {},
      { type: '0x1' },
      { gasPrice: 13n * gwei },
    ],
    [
      "takes the transaction's own fees before a gas price of the config",
      london,
      { gasPrice: 3n },
      { maxFeePerGas: '0x9', maxPriorityFeePerGas: '0x1' },
      { maxFeePerGas: 9n, maxPriorityFeePerGas: 1n },
    ],
  ]
  for (const [what, market, config, tx, expected] of cases) {
    it(what, async () => expect(await fees(market, config, tx)).to.deep.equal(expected))
  }

  const tooMuch: readonly (readonly [string, Market, Partial<FeePolicy>, RpcTransaction])[] = [
    ['a base fee', london, { maxFeePerGas: 10n * gwei - 1n }, {}],
    ['a gas price', { gasPrice: 6n }, { maxFeePerGas: 5n }, {}],
    ['a gas price of the config', london, { maxFeePerGas: 5n, gasPrice: 6n }, {}],
    ["a transaction's gas price", london, { maxFeePerGas: 5n }, { gasPrice: '0x6' }],
    ["a transaction's own fee", london, { maxFeePerGas: 5n }, { maxFeePerGas: '0x6' }],
  ]
  for (const [what, market, config, tx] of tooMuch) {
    it(`refuses ${what} above the limit`, () =>
      failure('FEES_ABOVE_LIMIT', () => fees(market, config, tx)))
  }

  it('waits for the base fee to fall, and says so once', async () => {
    const lines: string[] = []
    const chosen = await fees(
      { ...london, baseFees: [30n * gwei, 25n * gwei, 12n * gwei] },
      { maxFeePerGas: 20n * gwei, feeWaitMs: 60_000, log: (line) => lines.push(line) },
    )
    expect(chosen['maxFeePerGas']).to.equal(20n * gwei)
    expect(lines).to.have.length(1)
  })

  it('gives up when it does not fall in time', () =>
    failure('FEES_ABOVE_LIMIT', () => fees(london, { maxFeePerGas: 1n, feeWaitMs: 20 })))
})
