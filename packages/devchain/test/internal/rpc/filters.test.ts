import { expect } from 'chai'
import type { Devchain } from '../../../src/devchain.js'
import { accountOf, send, useDevchain } from '../../devchain-fixture.js'
import { assemble, initCode } from '../chain/contracts.js'

type Json = Readonly<Record<string, unknown>>

/** Logs whenever it is called. */
async function deployLogger(chain: Devchain): Promise<string> {
  const data = `0x${Buffer.from(initCode(assemble('01 00 00 LOG1 STOP'))).toString('hex')}`
  const hash = await send(chain, 'eth_sendTransaction', { from: accountOf(chain, 0), data })
  const receipt = (await send(chain, 'eth_getTransactionReceipt', hash)) as Json
  return String(receipt['contractAddress'])
}

describe('filters for logs', () => {
  const chain = useDevchain()
  let to = ''

  before(async () => {
    to = await deployLogger(chain())
  })

  const log = (): Promise<unknown> =>
    send(chain(), 'eth_sendTransaction', { from: accountOf(chain(), 0), to })

  async function blocks(method: string, id: unknown): Promise<number[]> {
    const logs = (await send(chain(), method, id)) as Json[]
    return logs.map(({ blockNumber }) => Number(blockNumber))
  }

  // The same numbers as Ganache's and geth's: web3 0.20 asks so for the events of the transaction before.
  for (const fromBlock of [undefined, 'latest', 'pending']) {
    it(`from ${fromBlock ?? 'nowhere'} give the logs of the latest block as a whole`, async () => {
      await log()
      const id = await send(chain(), 'eth_newFilter', { address: to, fromBlock })
      const head = Number(await send(chain(), 'eth_blockNumber'))
      expect(await blocks('eth_getFilterLogs', id)).to.deep.equal([head])
      await log()
      expect(await blocks('eth_getFilterLogs', id)).to.deep.equal([head + 1])
      await send(chain(), 'evm_mine')
      expect(await blocks('eth_getFilterLogs', id)).to.deep.equal([])
    })
  }

  it('from now on give only later logs as changes', async () => {
    await log()
    const id = await send(chain(), 'eth_newFilter', { address: to })
    expect(await blocks('eth_getFilterChanges', id)).to.deep.equal([])
    await log()
    const head = Number(await send(chain(), 'eth_blockNumber'))
    expect(await blocks('eth_getFilterChanges', id)).to.deep.equal([head])
  })
})
