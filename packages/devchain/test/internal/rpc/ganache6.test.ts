import { expect } from 'chai'
import { getBytes, verifyMessage, Wallet } from 'ethers'
import type { Devchain } from '../../../src/devchain.js'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

const nobody = `0x${'22'.repeat(20)}`
const somebody = `0x${'11'.repeat(20)}`
/** Init code whose code is so many zeros. */
const zeros = (size: number): string => `0x61${size.toString(16).padStart(4, '0')}6000f3`
/** Init code that gives back what an opcode pushes. */
const pushed = (opcode: string): string => `0x${opcode}60005260206000f3`
const word = (value: bigint): string => `0x${value.toString(16).padStart(64, '0')}`

async function messageOf(chain: Devchain, method: string, request: object): Promise<unknown> {
  return Reflect.get(Object(await rejection(chain, method, request)), 'message')
}

async function blockOf(chain: Devchain, name: string): Promise<{ number: bigint; time: bigint }> {
  const found = await send(chain, 'eth_getBlockByNumber', name, false)
  const read = (key: string): bigint => BigInt(String(Reflect.get(Object(found), key)))
  return { number: read('number'), time: read('timestamp') }
}

// What the tests expect is what ganache 7.9.2 and ganache-cli 6.12.2 answered.
describe('the dialect of Ganache for code and ether that is too much', () => {
  const chain = useDevchain({ dialect: 'ganache' })
  const codeSize = 'code size to deposit exceeds maximum code size'

  for (const [what, size, gas] of [
    ['code that is too long', 0x6001, '0x600000'],
    ['code that is too long for its gas, too', 0x6001, '0x60000'],
    ['code that its gas is not enough for', 0x6000, '0x60000'],
  ] as const) {
    it(`has one name for ${what}`, async () => {
      const request = { from: accountOf(chain(), 0), data: zeros(size), gas }
      for (const method of ['eth_call', 'eth_estimateGas']) {
        expect(await messageOf(chain(), method, request)).to.match(new RegExp(`${codeSize}$`))
      }
    })
  }

  it('takes transactions with neither a recipient nor data', async () => {
    const request = { from: accountOf(chain(), 0), value: '0x1' }
    const hash = await send(chain(), 'eth_sendTransaction', request)
    const receipt = Object(await send(chain(), 'eth_getTransactionReceipt', hash))
    expect(receipt).to.include({ status: '0x1', to: null, gasUsed: '0xcf08' })
    const { contractAddress } = receipt
    expect(await send(chain(), 'eth_getBalance', contractAddress, 'latest')).to.equal('0x1')
  })

  it('says of a creation that has no gas to return that it ran out of it', async () => {
    const request = { data: '0x620fffff6000f3', gas: '0xd000' }
    expect(await messageOf(chain(), 'eth_call', request)).to.match(/out of gas$/)
  })

  it('gives with a call only what its sender has', async () => {
    const asked = { to: somebody, value: '0x1' }
    const poor = { ...asked, from: nobody }
    expect(await messageOf(chain(), 'eth_call', poor)).to.match(/insufficient balance$/)
    const unnamed = { ...asked, value: `0x${'f'.repeat(40)}` }
    expect(await messageOf(chain(), 'eth_call', unnamed)).to.match(/insufficient balance$/)
    expect(await send(chain(), 'eth_estimateGas', poor)).to.equal('0x5208')
    const rich = { [nobody]: { balance: '0x1' } }
    expect(await send(chain(), 'eth_call', poor, 'latest', rich)).to.equal('0x')
  })
})

describe('the dialect of Ganache 6', () => {
  const chain = useDevchain({ dialect: 'ganache6' })

  it('runs calls that name no price at that of the node, which nobody pays', async () => {
    const call = { from: nobody, data: pushed('3a') }
    expect(await send(chain(), 'eth_call', call)).to.equal(word(20_000_000_000n))
    expect(await send(chain(), 'eth_call', { ...call, gasPrice: '0x7' })).to.equal(word(7n))
    const gas = await send(chain(), 'eth_estimateGas', { from: nobody, to: somebody })
    expect(gas).to.equal('0x5208')
  })

  it('signs messages with a 0 or a 1 at the end', async () => {
    const account = accountOf(chain(), 0)
    const ends = new Set<string>()
    for (const message of ['0x01', '0x02', '0x03', '0x04', '0x05', '0x06', '0x07', '0x08']) {
      const signature = String(await send(chain(), 'eth_sign', account, message))
      ends.add(signature.slice(-2))
      const withOffset = `${signature.slice(0, -2)}${signature.endsWith('00') ? '1b' : '1c'}`
      expect(verifyMessage(getBytes(message), withOffset).toLowerCase()).to.equal(account)
    }
    expect([...ends].sort()).to.deep.equal(['00', '01'])
  })

  it('signs messages for accounts that are locked, and no transactions', async () => {
    const account = await send(chain(), 'personal_newAccount', 'secret')
    const types = { EIP712Domain: [{ name: 'name', type: 'string' }] }
    const document = { types, primaryType: 'EIP712Domain', domain: { name: 'a' }, message: {} }
    for (const signature of [
      await send(chain(), 'eth_sign', account, '0x00'),
      await send(chain(), 'eth_signTypedData', account, document),
    ]) {
      expect(signature).to.match(/^0x[0-9a-f]{130}$/)
    }
    await rejection(chain(), 'eth_sendTransaction', { from: account, to: somebody })
  })
  const call = (data: string, ...rest: unknown[]): Promise<unknown> =>
    send(chain(), 'eth_call', { data }, ...rest)

  it('has the defaults of ganache-cli 6.12.2', async () => {
    expect(await send(chain(), 'eth_gasPrice')).to.equal('0x4a817c800')
    expect(chain().hardfork).to.equal('muirGlacier')
    const latest = await send(chain(), 'eth_getBlockByNumber', 'latest', false)
    expect(latest).to.have.property('gasLimit', '0x6691b7')
  })

  it('has chain 1 in its code and says 1337', async () => {
    expect(await call(pushed('46'))).to.equal(word(1n))
    expect(await send(chain(), 'eth_chainId')).to.equal('0x539')
  })

  it('takes what was signed for any chain', async () => {
    const wallet = new Wallet(chain().accounts[1]?.privateKey ?? '')
    for (const [nonce, chainId] of [1, 1337, 5, 0, 1795864145767].entries()) {
      const raw = await wallet.signTransaction({
        type: 0,
        nonce,
        gasPrice: 20_000_000_000n,
        gasLimit: 21_000n,
        to: wallet.address,
        chainId,
      })
      const hash = await send(chain(), 'eth_sendRawTransaction', raw)
      const mined = await send(chain(), 'eth_getTransactionByHash', hash)
      expect(mined).to.have.property('from', wallet.address.toLowerCase())
    }
  })

  it('calls in the latest block', async () => {
    await send(chain(), 'evm_increaseTime', 1_000)
    const latest = await blockOf(chain(), 'latest')
    for (const args of [[], ['latest'], ['pending']]) {
      expect(await call(pushed('43'), ...args)).to.equal(word(latest.number))
      expect(await call(pushed('42'), ...args)).to.equal(word(latest.time))
    }
    expect(await call(pushed('43'), '0x0')).to.equal(word(0n))
  })

  it('counts the transactions of the latest block, whatever waits', async () => {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const before = await send(chain(), 'eth_getTransactionCount', from, 'latest')
    await send(chain(), 'miner_stop')
    await send(chain(), 'eth_sendTransaction', { from, to, value: '0x1' })
    expect(await send(chain(), 'eth_getTransactionCount', from, 'pending')).to.equal(before)
    await send(chain(), 'miner_start')
  })

  it('reads data up to what is no digit', async () => {
    // The identity precompile gives back what it gets.
    const echo = (data: string): Promise<unknown> =>
      send(chain(), 'eth_call', { to: `0x${'00'.repeat(19)}04`, data })
    expect(await echo('0x123')).to.equal('0x0123')
    expect(await echo('0x1234zz56')).to.equal('0x1234')
    expect(await echo('0x123z')).to.equal('0x12')
  })

  it('gives storage without zeros before it', async () => {
    const from = accountOf(chain(), 0)
    const hash = await send(chain(), 'eth_sendTransaction', {
      from,
      data: '0x61050060005560006000f3',
      gas: '0x30d40',
    })
    const receipt = await send(chain(), 'eth_getTransactionReceipt', hash)
    const address = Reflect.get(Object(receipt), 'contractAddress')
    expect(await send(chain(), 'eth_getStorageAt', address, '0x0', 'latest')).to.equal('0x0500')
    expect(await send(chain(), 'eth_getStorageAt', address, '0x1', 'latest')).to.equal('0x0')
  })

  it('lets calls give what nobody has, and code that is too long run out of gas', async () => {
    const poor = { from: nobody, to: somebody, value: '0x1' }
    expect(await send(chain(), 'eth_call', poor)).to.equal('0x')
    const long = { from: accountOf(chain(), 0), data: zeros(0x6001), gas: '0x600000' }
    for (const method of ['eth_call', 'eth_estimateGas', 'eth_sendTransaction']) {
      expect(await messageOf(chain(), method, long)).to.match(/out of gas$/)
    }
  })
})

describe('the dialect of Ganache 6 before 6.6', () => {
  const chain = useDevchain({ dialect: 'ganache6', callsInNextBlock: true })

  it('calls in the next block', async () => {
    await send(chain(), 'evm_increaseTime', 1_000)
    const latest = await blockOf(chain(), 'latest')
    for (const args of [[], ['latest'], ['pending']]) {
      const ask = (opcode: string): Promise<unknown> =>
        send(chain(), 'eth_call', { data: pushed(opcode) }, ...args)
      expect(await ask('43')).to.equal(word(latest.number + 1n))
      expect(Number(BigInt(String(await ask('42'))) - latest.time)).to.be.at.least(1_000)
    }
  })
})

describe('the dialect of Ganache 6 before 6.1.7', () => {
  const chain = useDevchain({ dialect: 'ganache6', unnamedGasPrice: 1n })

  it('has another price than it says for what names none', async () => {
    const from = accountOf(chain(), 0)
    expect(await send(chain(), 'eth_gasPrice')).to.equal('0x4a817c800')
    expect(await send(chain(), 'eth_call', { from, data: pushed('3a') })).to.equal(word(1n))
    for (const [fields, price] of [
      [{}, '0x1'],
      [{ gasPrice: '0x5' }, '0x5'],
    ] as const) {
      const request = { from, to: somebody, ...fields }
      const hash = await send(chain(), 'eth_sendTransaction', request)
      const sent = await send(chain(), 'eth_getTransactionByHash', hash)
      expect(Object(sent)).to.include({ gasPrice: price })
    }
  })
})

describe('the dialect of Ganache 6 without errors', () => {
  const chain = useDevchain({ dialect: 'ganache6', throwOnTransactionFailures: false })

  it('answers calls that fail with what they give back', async () => {
    // It reverts with the word 1.
    const data = '0x600160005260206000fd'
    expect(await send(chain(), 'eth_call', { data })).to.equal(word(1n))
  })
})
