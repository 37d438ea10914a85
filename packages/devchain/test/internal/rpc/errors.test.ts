import { expect } from 'chai'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

describe('refused requests', () => {
  const chain = useDevchain()

  it('of unknown methods name the near one', async () => {
    expect(await rejection(chain(), 'eth_getBalanc')).to.include({
      code: -32_601,
      message:
        'The method "eth_getBalanc" does not exist or is not available. Did you mean "eth_getBalance"?',
    })
    const long = await rejection(chain(), 'x'.repeat(100_000))
    expect(long.message.length).to.be.lessThan(200)
  })

  it('name the parameter, what was expected and what was got', async () => {
    const error = await rejection(chain(), 'eth_getBalance', '0x12', 'latest')
    expect(error).to.include({
      code: -32_602,
      message:
        'eth_getBalance: invalid parameter "address" (position 1): expected an address: 0x and 40 hexadecimal digits, got "0x12"',
    })
  })

  it('of blocks that do not exist say which is the latest', async () => {
    const error = await rejection(chain(), 'eth_getBalance', accountOf(chain(), 0), '0x63')
    expect(error).to.include({
      code: -32_000,
      message: 'Received invalid block tag 99. Latest block number is 0',
    })
    expect(await send(chain(), 'eth_getBlockByNumber', '0x63')).to.equal(null)
    expect(await send(chain(), 'eth_getBlockReceipts', '0x63')).to.equal(null)
  })

  const transactions: readonly [string, object, number, string][] = [
    ['fees that contradict', { gasPrice: '0x1', maxFeePerGas: '0x1' }, -32_000, 'Cannot send both'],
    [
      'a tip above the fee',
      { maxPriorityFeePerGas: '0x2', maxFeePerGas: '0x1' },
      -32_000,
      'bigger',
    ],
    ['another chain', { chainId: '0x1' }, -32_602, 'chain'],
    ['a nonce of the future', { nonce: '0x9' }, -32_000, 'Nonce too high'],
    ['more than there is', { value: `0x${'f'.repeat(30)}` }, -32_000, "doesn't have enough funds"],
    ['too little gas', { gas: '0x1' }, -32_000, 'requires at least 21000 gas but got 1'],
    [
      'too low a fee',
      { maxFeePerGas: '0x1', maxPriorityFeePerGas: '0x1' },
      -32_000,
      'too low for the next block',
    ],
  ]
  for (const [name, fields, code, message] of transactions) {
    it(`for ${name}`, async () => {
      const transaction = { from: accountOf(chain(), 0), to: accountOf(chain(), 1), ...fields }
      const error = await rejection(chain(), 'eth_sendTransaction', transaction)
      expect(error.code).to.equal(code)
      expect(error.message).to.contain(message)
    })
  }

  it('of strangers say how to act for them', async () => {
    const error = await rejection(chain(), 'eth_sendTransaction', { from: `0x${'12'.repeat(20)}` })
    expect(error.message).to.match(/unknown account/i)
    expect(error.message).to.contain('impersonate')
  })

  it('for subscriptions that nobody can get say what to do', async () => {
    const server = await chain().listen({ port: 0 })
    const response = await fetch(server.url, {
      method: 'POST',
      body: '{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}',
    })
    expect(await response.json()).to.have.nested.property('error.code', -32_004)
    await server.close()
  })
})
