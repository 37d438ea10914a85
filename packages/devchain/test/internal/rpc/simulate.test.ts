import { expect } from 'chai'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

const contract = `0x${'cc'.repeat(20)}`
const nobody = `0x${'99'.repeat(20)}`

interface SimulatedBlock {
  readonly hash: string
  readonly transactions: readonly unknown[]
  readonly calls: readonly {
    readonly status: string
    readonly returnData: string
    readonly gasUsed: string
    readonly maxUsedGas: string
    readonly logs: readonly { readonly logIndex: string; readonly blockHash: string }[]
    readonly error?: { readonly code: number; readonly message: string; readonly data?: string }
  }[]
}

describe('eth_simulateV1', () => {
  const chain = useDevchain()

  async function simulate(request: object, ...rest: unknown[]): Promise<SimulatedBlock[]> {
    return (await send(chain(), 'eth_simulateV1', request, ...rest)) as SimulatedBlock[]
  }

  it('shows blocks with the outcome of each call', async () => {
    const calls = [{ to: contract }, { to: contract, input: '0x01' }, { to: nobody, gas: '0x5300' }]
    // Logs and returns 1; with calldata it reverts with 1 instead.
    const code = '0x3660135760006000a0600160005260206000f35b600160005260206000fd'
    const stateOverrides = { [contract]: { code }, [nobody]: { code: '0xfe' } }
    const [block] = await simulate({ blockStateCalls: [{ calls, stateOverrides }] })
    expect(block?.calls.map(({ status, error }) => [status, error?.code])).to.deep.equal([
      ['0x1', undefined],
      ['0x0', 3],
      ['0x0', -32_015],
    ])
    expect(block?.calls[0]?.returnData).to.equal(`0x${'1'.padStart(64, '0')}`)
    expect(block?.calls[1]?.returnData).to.equal('0x')
    // The standard's schema wants these words.
    expect(block?.calls[1]?.error?.message).to.match(/^execution reverted/)
    expect(block?.calls[2]?.error?.message).to.match(/^vm execution error/)
    expect(block?.calls[1]?.error?.data).to.equal(`0x${'1'.padStart(64, '0')}`)
    expect(block?.calls[0]?.logs[0]).to.include({ logIndex: '0x0', blockHash: block?.hash })
    expect(block?.calls[1]?.logs).to.deep.equal([])
    expect(block?.transactions[0]).to.be.a('string')
  })

  it('shows whole transactions when asked for, from whom the call said', async () => {
    const from = accountOf(chain(), 0)
    const request = { blockStateCalls: [{ calls: [{ from, to: contract, value: '0x5' }] }] }
    const [block] = await simulate({ ...request, returnFullTransactions: true })
    expect(block?.transactions[0]).to.include({ from, to: contract, value: '0x5', r: '0x0' })
  })

  it('counts logs of transfers with all others in its block', async () => {
    const from = accountOf(chain(), 0)
    const calls = [
      { from, to: nobody, value: '0x1' },
      { from, to: nobody, value: '0x2' },
    ]
    const [block] = await simulate({ blockStateCalls: [{ calls }], traceTransfers: true })
    const logs = block?.calls.flatMap((call) => call.logs)
    expect(logs?.map(({ logIndex }) => logIndex)).to.deep.equal(['0x0', '0x1'])
  })

  const refused: readonly [string, object, number][] = [
    ['a nonce too low', { validation: true, blockStateCalls: [nonceCall('0x0', '0x1')] }, -38_010],
    ['a nonce too high', { validation: true, blockStateCalls: [nonceCall('0x2', '0x1')] }, -38_011],
    ['no fee', { validation: true, blockStateCalls: [{ calls: [{ to: contract }] }] }, -38_012],
    ['too little gas', { blockStateCalls: [{ calls: [{ gas: '0x1', to: contract }] }] }, -38_013],
    ['no funds', { blockStateCalls: [{ calls: [{ from: nobody, value: '0x1' }] }] }, -38_014],
    ['more gas than a block', { blockStateCalls: [{ calls: [{ gas: '0xffffffff' }] }] }, -38_015],
    ['numbers out of order', { blockStateCalls: [{ blockOverrides: { number: '0x0' } }] }, -38_020],
    ['times out of order', { blockStateCalls: [{ blockOverrides: { time: '0x1' } }] }, -38_021],
    ['a precompile moved to itself', { blockStateCalls: [moved('1', '1')] }, -38_022],
    ['an account that is no precompile', { blockStateCalls: [moved('77', '1')] }, -32_000],
    [
      'too much init code',
      { blockStateCalls: [{ calls: [{ input: `0x${'00'.repeat(49_153)}` }] }] },
      -38_025,
    ],
    ['too many blocks', { blockStateCalls: Array(257).fill({}) }, -38_026],
    ['no blocks', { blockStateCalls: [] }, -32_602],
  ]
  for (const [name, request, code] of refused) {
    it(`refuses ${name} with the code of the standard`, async () => {
      expect((await rejection(chain(), 'eth_simulateV1', request)).code).to.equal(code)
    })
  }
})

function nonceCall(nonce: string, expected: string): object {
  const stateOverrides = { [nobody]: { nonce: expected, balance: `0x${'f'.repeat(20)}` } }
  const fees = { maxFeePerGas: '0xffffffffff', gas: '0x5208' }
  return { stateOverrides, calls: [{ from: nobody, to: contract, nonce, ...fees }] }
}

function moved(from: string, to: string): object {
  const at = (digits: string): string => `0x${digits.padStart(40, '0')}`
  return { stateOverrides: { [at(from)]: { movePrecompileToAddress: at(to) } } }
}
