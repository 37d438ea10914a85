import { expect } from 'chai'
import type { DevchainServer } from '../../../src/index.js'
import { accountOf, send, useDevchain } from '../../devchain-fixture.js'

/** Deploys code that returns 32 zeros. */
const initCode = '0x6005600c60003960056000f360206000f3'

describe('Otterscan’s methods, over HTTP', () => {
  const chain = useDevchain()
  let server: DevchainServer
  let contract: unknown
  let hashes: readonly unknown[] = []

  async function ask(method: string, ...params: unknown[]): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const response = await fetch(server.url, { method: 'POST', body })
    const { result, error } = (await response.json()) as { result?: unknown; error?: unknown }
    expect(error, method).to.equal(undefined)
    return result
  }

  before(async () => {
    server = await chain().listen({ port: 0 })
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const created = await send(chain(), 'eth_sendTransaction', { from, data: initCode })
    const receipt = await send(chain(), 'eth_getTransactionReceipt', created)
    contract = (receipt as { contractAddress: string }).contractAddress
    const paid = await send(chain(), 'eth_sendTransaction', { from, to, value: '0x5' })
    const called = await send(chain(), 'eth_sendTransaction', { from, to: contract })
    hashes = [created, paid, called]
  })

  it('describe the node, contracts and their makers', async () => {
    expect(await ask('ots_getApiLevel')).to.equal(8)
    expect(await ask('ots_hasCode', contract, 'latest')).to.equal(true)
    expect(await ask('ots_hasCode', accountOf(chain(), 0), 'latest')).to.equal(false)
    const creator = { hash: hashes[0], creator: accountOf(chain(), 0) }
    expect(await ask('ots_getContractCreator', contract)).to.deep.equal(creator)
    expect(await ask('ots_getContractCreator', accountOf(chain(), 1))).to.equal(null)
  })

  it('describe blocks', async () => {
    const details = await ask('ots_getBlockDetails', 2)
    expect(details).to.have.nested.property('block.transactionCount', 1)
    expect(details).to.have.nested.property('block.totalDifficulty', '0x0')
    expect(details).to.have.nested.property('issuance.issuance', '0x0')
    const { block } = details as { block: { hash: string } }
    expect(await ask('ots_getBlockDetailsByHash', block.hash)).to.deep.equal(details)
    const page = await ask('ots_getBlockTransactions', 2, 0, 10)
    expect(page).to.have.nested.property('fullblock.transactions[0].hash', hashes[1])
    expect(page).to.have.nested.property('fullblock.totalDifficulty', '0x0')
    expect(page).to.have.nested.property('receipts[0].transactionHash', hashes[1])
  })

  it('describe transactions', async () => {
    const [created, paid, called] = hashes
    expect(await ask('ots_getTransactionError', called)).to.equal('0x')
    expect(await ask('ots_getInternalOperations', paid)).to.deep.equal([])
    const calls = await ask('ots_traceTransaction', called)
    expect(calls).to.have.nested.property('[0].type', 'CALL')
    expect(calls).to.have.nested.property('[0].to', contract)
    const sender = accountOf(chain(), 0)
    expect(await ask('ots_getTransactionBySenderAndNonce', sender, 0)).to.equal(created)
  })

  it('search', async () => {
    const sender = accountOf(chain(), 0)
    const before = await ask('ots_searchTransactionsBefore', sender, 0, 2)
    expect(before).to.have.nested.property('txs[0].hash', hashes[2])
    expect(before).to.include({ firstPage: true, lastPage: false })
    const after = await ask('ots_searchTransactionsAfter', sender, 0, 2)
    expect(after).to.have.nested.property('txs[1].hash', hashes[0])
    expect(after).to.include({ firstPage: false, lastPage: true })
  })
})
