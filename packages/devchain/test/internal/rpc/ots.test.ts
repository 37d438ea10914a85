import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'
import { assemble, initCode } from '../chain/contracts.js'

type Json = Readonly<Record<string, unknown>>

interface Page {
  readonly txs: { readonly hash: Hex }[]
  readonly receipts: { readonly transactionHash: Hex; readonly timestamp: Hex }[]
  readonly firstPage: boolean
  readonly lastPage: boolean
}

describe('ots_*', () => {
  const chain = useDevchain({ throwOnTransactionFailures: false })
  const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
    send(chain(), method, ...params)

  async function transact(fields: Json, sender = 0): Promise<Hex> {
    const from = accountOf(chain(), sender)
    return (await ask('eth_sendTransaction', { from, gas: '0x100000', ...fields })) as Hex
  }

  async function mined(hash: Hex): Promise<{ contractAddress: Hex; blockNumber: Hex }> {
    const receipt = await ask('eth_getTransactionReceipt', hash)
    return receipt as { contractAddress: Hex; blockNumber: Hex }
  }

  /** Creates a contract that destroys itself when it is called, calls it, and pays its caller. */
  const factory = `6133ff6000526002601ef3 00 MSTORE 0b 15 07 CREATE 00 SSTORE
    00 00 00 00 00 00 SLOAD GAS CALL 00 00 00 00 03 CALLER GAS CALL`
  let factoryAddress: Hex
  let creation: Hex
  let used: Hex

  before(async () => {
    creation = await transact({ data: bytesToHex(initCode(assemble(factory))), value: '0x64' })
    factoryAddress = (await mined(creation)).contractAddress
    used = await transact({ to: factoryAddress }, 1)
  })

  it('tells what moved inside of a transaction', async () => {
    const operations = (await ask('ots_getInternalOperations', used)) as Json[]
    const child = operations[0]?.['to']
    const caller = accountOf(chain(), 1).toLowerCase()
    expect(operations).to.deep.equal([
      { type: 2, from: factoryAddress, to: child, value: '0x7' },
      { type: 1, from: child, to: factoryAddress, value: '0x7' },
      { type: 0, from: factoryAddress, to: caller, value: '0x3' },
    ])
    const calls = (await ask('ots_traceTransaction', used)) as Json[]
    expect(calls.map(({ type, depth, value }) => [type, depth, value])).to.deep.equal([
      ['CALL', 0, '0x0'],
      ['CREATE', 1, '0x7'],
      ['CALL', 1, '0x0'],
      ['SELFDESTRUCT', 2, '0x7'],
      ['CALL', 1, '0x3'],
    ])
  })

  it('knows who made a contract, what a sender sent, and where there is code', async () => {
    expect(await ask('ots_getApiLevel')).to.equal(8)
    expect(await ask('ots_getContractCreator', factoryAddress)).to.deep.equal({
      hash: creation,
      creator: accountOf(chain(), 0).toLowerCase(),
    })
    expect(await ask('ots_getContractCreator', accountOf(chain(), 0))).to.equal(null)
    expect(await ask('ots_hasCode', factoryAddress, 'latest')).to.equal(true)
    expect(await ask('ots_hasCode', factoryAddress, 0)).to.equal(false)
    const sender = accountOf(chain(), 1)
    expect(await ask('ots_getTransactionBySenderAndNonce', sender, 0)).to.equal(used)
    expect(await ask('ots_getTransactionBySenderAndNonce', sender, 1)).to.equal(null)
  })

  it('gives the data of a revert', async () => {
    const code = bytesToHex(assemble('07 00 MSTORE 20 00 REVERT'))
    await ask('hardhat_setCode', `0x${'cc'.repeat(20)}`, code)
    const failed = await transact({ to: `0x${'cc'.repeat(20)}` })
    expect(await ask('ots_getTransactionError', failed)).to.equal(`0x${'00'.repeat(31)}07`)
    expect(await ask('ots_getTransactionError', used)).to.equal('0x')
    expect(
      (await rejection(chain(), 'ots_getTransactionError', `0x${'11'.repeat(32)}`)).code,
    ).to.equal(-32000)
  })

  it('pages through a block from its end', async () => {
    await ask('evm_setAutomine', false)
    const sent: Hex[] = []
    for (const sender of [0, 1, 2]) {
      sent.push(
        await transact({ to: factoryAddress, data: '0x1122334455', gas: '0x30d40' }, sender),
      )
    }
    await ask('evm_mine')
    await ask('evm_setAutomine', true)
    const block = (await ask('eth_getBlockByNumber', 'latest', false)) as Json
    const order = block['transactions'] as Hex[]
    expect([...order].sort()).to.deep.equal([...sent].sort())
    const page = async (number: number): Promise<unknown> => {
      const answer = await ask('ots_getBlockTransactions', Number(block['number']), number, 2)
      const { fullblock, receipts } = answer as {
        fullblock: { transactions: { hash: Hex; input: Hex }[]; transactionCount: number }
        receipts: { transactionHash: Hex; logs: null }[]
      }
      expect(fullblock.transactionCount).to.equal(3)
      expect(fullblock.transactions.every(({ input }) => input === '0x11223344')).to.equal(true)
      expect(receipts.map(({ logs }) => logs)).to.deep.equal(receipts.map(() => null))
      expect(receipts.map(({ transactionHash }) => transactionHash)).to.deep.equal(
        fullblock.transactions.map(({ hash }) => hash),
      )
      return fullblock.transactions.map(({ hash }) => hash)
    }
    expect(await page(0)).to.deep.equal(order.slice(1))
    expect(await page(1)).to.deep.equal(order.slice(0, 1))
    expect(await page(2)).to.deep.equal([])
    const details = (await ask('ots_getBlockDetails', Number(block['number']))) as Json
    expect(details['block']).to.include({ transactionCount: 3, hash: block['hash'] })
    expect(details['block']).not.to.have.property('transactions')
    expect(await ask('ots_getBlockDetailsByHash', block['hash'])).to.deep.equal(details)
    const receipts = (await ask('eth_getBlockReceipts', 'latest')) as Record<string, Hex>[]
    const fees = receipts.reduce(
      (sum, { gasUsed = '0x0', effectiveGasPrice = '0x0' }) =>
        sum + BigInt(gasUsed) * BigInt(effectiveGasPrice),
      0n,
    )
    expect(BigInt(String(details['totalFees']))).to.equal(fees)
    expect(details['issuance']).to.deep.equal({
      blockReward: '0x0',
      uncleReward: '0x0',
      issuance: '0x0',
    })
  })

  it('searches the transactions of an address in both directions', async () => {
    const nobody: Hex = `0x${'dd'.repeat(20)}`
    const pay = bytesToHex(assemble(`00 00 00 00 01 ${nobody.slice(2)} GAS CALL`))
    await ask('hardhat_setCode', `0x${'ee'.repeat(20)}`, pay)
    const sent: Hex[] = []
    for (let count = 0; count < 3; count++) {
      // Only inside of a transaction is money sent there.
      sent.push(await transact({ to: `0x${'ee'.repeat(20)}`, value: '0x1' }))
      await ask('hardhat_mine', '0x400')
    }
    const search = async (where: string, block: number): Promise<unknown> => {
      const answer = await ask(`ots_searchTransactions${where}`, nobody, block, 2)
      const { txs, receipts, firstPage, lastPage } = answer as Page
      expect(receipts.map(({ transactionHash }) => transactionHash)).to.deep.equal(
        txs.map(({ hash }) => hash),
      )
      return [...txs.map(({ hash }) => sent.indexOf(hash)), firstPage, lastPage]
    }
    const [first = 0, second = 0] = await Promise.all(
      sent.map(async (hash) => Number((await mined(hash)).blockNumber)),
    )
    expect(await search('Before', 0)).to.deep.equal([2, 1, true, false])
    expect(await search('Before', second)).to.deep.equal([0, false, true])
    expect(await search('After', 0)).to.deep.equal([1, 0, false, true])
    expect(await search('After', first)).to.deep.equal([2, 1, true, false])
  })

  it('gives headers as Erigon does', async () => {
    // Otterscan asks so, with a plain number, whether the node is one for it.
    const header = (await ask('erigon_getHeaderByNumber', 1)) as Json
    const block = (await ask('eth_getBlockByNumber', '0x1', false)) as Json
    expect(header['hash']).to.equal(block['hash'])
    expect(header).not.to.have.property('transactions')
    expect(await ask('erigon_getHeaderByNumber', '0xffffff')).to.equal(null)
  })
})
