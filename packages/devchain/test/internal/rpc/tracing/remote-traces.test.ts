import { expect } from 'chai'
import { createDevchain, type Devchain } from '../../../../src/devchain.js'
import { accountOf, send } from '../../../devchain-fixture.js'

describe('traces on a fork', () => {
  let remote: Devchain
  let fork: Devchain
  let past: unknown

  before(async () => {
    remote = await createDevchain({ logger: () => undefined })
    past = await pay(remote)
    const { url } = await remote.listen({ port: 0 })
    fork = await createDevchain({ fork: { url }, logger: () => undefined })
  })

  after(async () => {
    await fork.close()
    await remote.close()
  })

  function pay(chain: Devchain): Promise<unknown> {
    const [from, to] = [accountOf(chain, 0), accountOf(chain, 1)]
    return send(chain, 'eth_sendTransaction', { from, to, value: '0x1' })
  }

  it('are those of the remote chain for what was before the fork point', async () => {
    for (const [method, ...params] of [
      ['debug_traceTransaction', past, { tracer: 'callTracer' }],
      ['debug_traceTransaction', past],
      ['debug_traceBlockByNumber', '0x1', { tracer: '4byteTracer' }],
      ['trace_transaction', past],
      ['trace_block', '0x1'],
      ['trace_replayTransaction', past, ['trace', 'stateDiff']],
    ] as const) {
      const expected = await send(remote, method, ...params)
      expect(await send(fork, method, ...params), method).to.deep.equal(expected)
    }
  })

  it('are its own after that', async () => {
    const hash = await pay(fork)
    const trace = await send(fork, 'debug_traceTransaction', hash, { tracer: 'callTracer' })
    expect(trace).to.include({ type: 'CALL', value: '0x1' })
    expect(await send(fork, 'trace_block', 'latest')).to.have.length(1)
  })
})
