import { expect } from 'chai'
import { createDevchain } from '../../../src/devchain.js'
import type { DevchainServer } from '../../../src/index.js'
import { rejection, send, useDevchain } from '../../devchain-fixture.js'

describe('resets', () => {
  const remote = useDevchain()
  const chain = useDevchain()
  let server: DevchainServer
  before(async () => {
    await remote().mine(5)
    server = await remote().listen({ port: 0 })
  })
  after(() => server.close())

  const head = async (): Promise<unknown> => await send(chain(), 'eth_blockNumber')

  it('begin anew, whatever a client says of no fork', async () => {
    // viem sends NaN, which is null in JSON, for a block that it was not given.
    const nothing = [
      [],
      [{}],
      [null],
      [{ forking: {} }],
      [{ forking: { blockNumber: Number.NaN } }],
    ]
    for (const method of ['hardhat_reset', 'anvil_reset']) {
      for (const params of nothing) {
        await chain().mine(3)
        expect(await send(chain(), method, ...params)).to.equal(true)
        expect(await head()).to.equal('0x0')
      }
    }
    const forking = { blockNumber: 3 }
    expect((await rejection(chain(), 'anvil_reset', { forking })).code).to.equal(-32000)
    const wrong = { forking: { jsonRpcUrl: 'file:///etc/passwd' } }
    expect((await rejection(chain(), 'hardhat_reset', wrong)).code).to.equal(-32602)
  })

  it('move a fork to another block of the same chain', async () => {
    const forking = { jsonRpcUrl: server.url, blockNumber: 4 }
    await send(chain(), 'hardhat_reset', { forking })
    const before = await send(chain(), 'eth_getBlockByNumber', '0x4')
    expect(before).to.include({ number: '0x4' })
    await send(chain(), 'anvil_reset', { forking: { blockNumber: '0x2' } })
    expect(await send(chain(), 'anvil_nodeInfo')).to.have.nested.property(
      'forkConfig.forkBlockNumber',
      2,
    )
    await send(chain(), 'anvil_reset', { forking: { blockNumber: Number.NaN } })
    expect(await send(chain(), 'anvil_nodeInfo')).to.have.nested.property(
      'forkConfig.forkBlockNumber',
      5,
    )
    await send(chain(), 'hardhat_reset')
    expect(await send(chain(), 'anvil_nodeInfo')).to.have.nested.property(
      'forkConfig.forkUrl',
      null,
    )
  })

  it('of a fork do not touch the chain that it forked from', async () => {
    const other = await createDevchain({ fork: { url: server.url }, logger: () => undefined })
    await other.mine(2)
    await other.rollback(2)
    await send(other, 'anvil_reorg', 0, [])
    const deep = await rejection(other, 'anvil_rollback', 2)
    expect(deep.code).to.equal(-32602)
    await other.close()
    expect(await send(remote(), 'eth_blockNumber')).to.equal('0x5')
  })
})
