import type { Hex } from '@scaffold-evm/common'
import { expect } from 'chai'
import type { Devchain } from '../../../src/devchain.js'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

/** Init code that deploys `code`, of less than 256 bytes. */
function initCode(code: string): string {
  const size = (code.length / 2).toString(16).padStart(2, '0')
  return `0x60${size}600c60003960${size}6000f3${code}`
}

async function deploy(chain: Devchain, code: string): Promise<unknown> {
  const transaction = { from: accountOf(chain, 0), data: initCode(code), gas: '0x100000' }
  const hash = await send(chain, 'eth_sendTransaction', transaction)
  const receipt = await send(chain, 'eth_getTransactionReceipt', hash)
  return (receipt as { contractAddress: Hex }).contractAddress
}

const word = (digits: string): string => digits.padEnd(64, '0')
/** `revert("nope")` */
const revertNope = `7f${word('08c379a0')}600052602060045260046024527f${word('6e6f7065')}60445260646000fd`
const nopeData = `0x08c379a0${'20'.padStart(64, '0')}${'4'.padStart(64, '0')}${word('6e6f7065')}`

/** What ganache 7.9.2 answered to the same. */
const failures: readonly (readonly [
  name: string,
  code: string,
  expected: { message: string; reason?: string; data: string; programCounter: number },
])[] = [
  [
    'a reason',
    revertNope,
    { message: 'revert nope', reason: 'nope', data: nopeData, programCounter: 87 },
  ],
  [
    'a custom error',
    '63db42144d60e01b60005260046000fd',
    { message: 'revert', data: '0xdb42144d', programCounter: 16 },
  ],
  ['nothing', '60006000fd', { message: 'revert', data: '0x', programCounter: 5 }],
  ['an invalid opcode', 'fe', { message: 'invalid opcode', data: '0x', programCounter: 0 }],
  ['no gas left', '5b600056', { message: 'out of gas', data: '0x', programCounter: 3 }],
  ['an empty stack', '50', { message: 'stack underflow', data: '0x', programCounter: 1 }],
]

describe('the dialect of Ganache', () => {
  const chain = useDevchain({ dialect: 'ganache', now: () => 1_893_456_000_000 })

  it('has its defaults', async () => {
    const ask = (method: string): Promise<unknown> => send(chain(), method)
    expect(await ask('web3_clientVersion')).to.match(/EthereumJS TestRPC\/v[\d.]+\/ethereum-js/)
    expect(await ask('eth_chainId')).to.equal('0x539')
    expect(await ask('net_version')).to.equal('1893456000000')
    expect(await ask('eth_gasPrice')).to.equal('0x77359400')
    expect(await ask('eth_coinbase')).to.equal(`0x${'00'.repeat(20)}`)
    expect(await ask('eth_accounts')).to.include('0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1')
    expect(chain().hardfork).to.equal('shanghai')
    const balance = await send(chain(), 'eth_getBalance', accountOf(chain(), 5), 'latest')
    expect(BigInt(String(balance))).to.equal(1_000n * 10n ** 18n)
    const block = await send(chain(), 'eth_getBlockByNumber', 'latest', false)
    expect(block).to.include({ gasLimit: '0x1c9c380' })
  })

  for (const [name, code, expected] of failures) {
    it(`words calls and estimates that fail with ${name} as it does`, async () => {
      const to = await deploy(chain(), code)
      const call = { from: accountOf(chain(), 0), to, gas: '0x50000' }
      const message = `VM Exception while processing transaction: ${expected.message}`
      const called = await rejection(chain(), 'eth_call', call, 'latest')
      expect(called).to.include({ code: -32_000, message, data: expected.data })
      const estimated = await rejection(chain(), 'eth_estimateGas', call)
      expect(estimated).to.include({ code: -32_000, message })
      expect(estimated.data).to.deep.equal({
        hash: null,
        programCounter: expected.programCounter,
        result: expected.data,
        reason: expected.reason ?? null,
        message: expected.message.split(' nope')[0],
      })
      const hash = await send(chain(), 'eth_sendTransaction', call)
      const receipt = await send(chain(), 'eth_getTransactionReceipt', hash)
      expect(receipt).to.include({ status: '0x0' })
    })
  }

  it('refuses transactions in its words', async () => {
    const from = accountOf(chain(), 0)
    const to = accountOf(chain(), 1)
    const cases: readonly (readonly [object, number, string])[] = [
      [{ from, to, gas: '0x1' }, -32_000, 'intrinsic gas too low'],
      [{ from, to, gas: '0xffffffff' }, -32_000, 'exceeds block gas limit'],
      [
        { from, to, value: `0x${'f'.repeat(25)}` },
        -32_003,
        'insufficient funds for gas * price + value',
      ],
      [{ from: `0x${'33'.repeat(20)}`, to }, -32_700, 'sender account not recognized'],
      [{ to }, -32_700, 'from not found; is required'],
    ]
    for (const [transaction, code, message] of cases) {
      const error = await rejection(chain(), 'eth_sendTransaction', transaction)
      expect(error).to.include({ code, message })
    }
    const unknown = await rejection(chain(), 'eth_nope')
    expect(unknown).to.include({
      code: -32_700,
      message: 'The method eth_nope does not exist/is not available',
    })
  })

  it('words what is not there', async () => {
    const filter = await rejection(chain(), 'eth_getFilterChanges', '0x99')
    expect(filter).to.include({ code: -32_700, message: 'filter not found' })
    const stranger = await rejection(chain(), 'eth_sign', `0x${'33'.repeat(20)}`, '0x12')
    expect(stranger.message).to.equal('cannot sign data; no private key')
    const call = { from: accountOf(chain(), 0), to: accountOf(chain(), 1), gas: '0x1' }
    const short = await rejection(chain(), 'eth_call', call, 'latest')
    const message = 'VM Exception while processing transaction: out of gas'
    expect(short).to.include({ code: -32_000, message, data: '0x' })
  })

  it('gives the id of a snapshot again when it was gone back to', async () => {
    expect(await send(chain(), 'evm_snapshot')).to.equal('0x1')
    expect(await send(chain(), 'evm_snapshot')).to.equal('0x2')
    for (let times = 0; times < 2; times++) {
      expect(await send(chain(), 'evm_revert', '0x1')).to.equal(true)
      expect(await send(chain(), 'evm_revert', '0x2')).to.equal(false)
      expect(await send(chain(), 'evm_snapshot')).to.equal('0x1')
    }
    await send(chain(), 'evm_revert', '0x1')
  })

  it('says how many arguments a method takes', async () => {
    const cases: readonly (readonly [method: string, args: readonly unknown[], wanted: string])[] =
      [
        ['eth_getBalance', [], 'between 1 and 2 arguments'],
        ['eth_getBalance', [accountOf(chain(), 0), 'latest', 1], 'between 1 and 2 arguments'],
        ['eth_getBlockTransactionCountByNumber', [], 'exactly 1 argument'],
        ['eth_accounts', [1], 'exactly 0 arguments'],
      ]
    for (const [method, args, wanted] of cases) {
      const { code, message } = await rejection(chain(), method, ...args)
      expect(code, method).to.equal(-32_700)
      expect(message).to.equal(`Incorrect number of arguments. '${method}' requires ${wanted}.`)
    }
  })

  it('takes numbers of JSON for quantities', async () => {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const block = await send(chain(), 'eth_getBlockByNumber', '0x0', false)
    expect(await send(chain(), 'eth_getBlockByNumber', 0, false)).to.deep.equal(block)
    const fields = { from, to, value: 1, gas: 30_000, gasPrice: 3_000_000_000 }
    const hash = await send(chain(), 'eth_sendTransaction', fields)
    expect(await send(chain(), 'eth_getTransactionByHash', hash)).to.include({
      value: '0x1',
      gas: '0x7530',
    })
    expect(await send(chain(), 'eth_getLogs', { fromBlock: 0, toBlock: 1 })).to.deep.equal([])
    expect(await send(chain(), 'eth_getStorageAt', to, 0, 0)).to.equal('0x')
    const id = await send(chain(), 'evm_snapshot')
    expect(await send(chain(), 'evm_revert', Number(id))).to.equal(true)
    const error = await rejection(chain(), 'eth_getBalance', 5, 0)
    expect(error.message).to.contain('got 5')
  })

  it('gives transactions 90,000 gas', async () => {
    const [from, to] = [accountOf(chain(), 0), accountOf(chain(), 1)]
    const hash = await send(chain(), 'eth_sendTransaction', { from, to })
    expect(await send(chain(), 'eth_getTransactionByHash', hash)).to.include({ gas: '0x15f90' })
  })

  it('mines what is set of an account', async () => {
    const account = accountOf(chain(), 9)
    const before = Number(await send(chain(), 'eth_blockNumber'))
    await send(chain(), 'evm_setAccountNonce', account, '0x9')
    await send(chain(), 'evm_setAccountBalance', account, '0x9')
    expect(Number(await send(chain(), 'eth_blockNumber'))).to.equal(before + 2)
  })

  it('counts time in its way', async () => {
    expect(await send(chain(), 'evm_increaseTime', 100)).to.equal(100)
    expect(await send(chain(), 'evm_increaseTime', 1.1 * 86_400)).to.equal(95_140)
    expect(await send(chain(), 'evm_setTime', 1_893_456_500_000)).to.equal(500)
  })

  it('answers what nobody can use any more', async () => {
    expect(await send(chain(), 'shh_version')).to.equal('2')
    expect(await send(chain(), 'bzz_hive')).to.deep.equal([])
    expect(await send(chain(), 'db_putString', 'a', 'b', 'c')).to.equal(false)
    expect(await send(chain(), 'eth_getCompilers')).to.deep.equal([])
    const compiled = await rejection(chain(), 'eth_compileSolidity', 'contract A {}')
    expect(compiled.code).to.equal(-32_700)
  })
})

describe('the dialect of Ganache with errors for mined failures', () => {
  const chain = useDevchain({ dialect: 'ganache', throwOnTransactionFailures: true })

  it('gives the hash of the transaction', async () => {
    const to = await deploy(chain(), revertNope)
    const call = { from: accountOf(chain(), 0), to, gas: '0x50000' }
    const error = await rejection(chain(), 'eth_sendTransaction', call)
    expect(error.message).to.equal('VM Exception while processing transaction: revert nope')
    const data = error.data as { hash: string; result: string; programCounter: number }
    expect(data).to.deep.equal({
      hash: data.hash,
      result: data.hash,
      programCounter: 87,
      reason: 'nope',
      message: 'revert',
    })
    const receipt = await send(chain(), 'eth_getTransactionReceipt', data.hash)
    expect(receipt).to.include({ status: '0x0' })
  })
})

describe('personal_ and miner_ methods', () => {
  const chain = useDevchain()

  it('keep an account from sending and signing until it is unlocked', async () => {
    const key = `0x${'77'.repeat(32)}`
    const account = await send(chain(), 'personal_importRawKey', key, 'secret')
    expect(account).to.equal('0xae72a48c1a36bd18af168541c53037965d26e4a8')
    expect(await send(chain(), 'personal_listAccounts')).to.include(account)
    await send(chain(), 'hardhat_setBalance', account, '0xde0b6b3a7640000')
    const transaction = { from: account, to: account }
    const locked = await rejection(chain(), 'eth_sendTransaction', transaction)
    expect(locked.message).to.match(/locked/)
    expect((await rejection(chain(), 'eth_sign', account, '0x12')).message).to.match(/locked/)
    await rejection(chain(), 'personal_unlockAccount', account, 'wrong')
    expect(await send(chain(), 'personal_unlockAccount', account, 'secret', 0)).to.equal(true)
    await send(chain(), 'eth_sendTransaction', transaction)
    expect(await send(chain(), 'personal_lockAccount', account)).to.equal(true)
    await rejection(chain(), 'eth_sendTransaction', transaction)
    await send(chain(), 'personal_sendTransaction', transaction, 'secret')
    await rejection(chain(), 'personal_sendTransaction', transaction, 'wrong')
    await rejection(chain(), 'eth_sendTransaction', transaction)
    expect(await send(chain(), 'evm_removeAccount', account, 'secret')).to.equal(true)
    expect(await send(chain(), 'evm_removeAccount', account, 'secret')).to.equal(false)
    expect(await send(chain(), 'personal_listAccounts')).not.to.include(account)
  })

  it('lock an account again when its time is up', async () => {
    const account = await send(chain(), 'personal_newAccount', 'secret')
    await send(chain(), 'hardhat_setBalance', account, '0xde0b6b3a7640000')
    await send(chain(), 'personal_unlockAccount', account, 'secret', 1)
    await send(chain(), 'eth_sendTransaction', { from: account, to: account })
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    await rejection(chain(), 'eth_sendTransaction', { from: account, to: account })
  })

  it('let one send for an address without a key', async () => {
    const account = `0x${'12'.repeat(20)}`
    await send(chain(), 'hardhat_setBalance', account, '0xde0b6b3a7640000')
    expect(await send(chain(), 'evm_addAccount', account, 'pw')).to.equal(true)
    expect(await send(chain(), 'evm_addAccount', account, 'pw')).to.equal(false)
    const transaction = { from: account, to: account }
    await rejection(chain(), 'eth_sendTransaction', transaction)
    await send(chain(), 'personal_unlockAccount', account, 'pw', 0)
    await send(chain(), 'eth_sendTransaction', transaction)
    await send(chain(), 'evm_removeAccount', account, 'pw')
    await rejection(chain(), 'eth_sendTransaction', transaction)
    expect(await send(chain(), 'evm_unlockUnknownAccount', account)).to.equal(true)
    await send(chain(), 'eth_sendTransaction', transaction)
    expect(await send(chain(), 'evm_lockUnknownAccount', account)).to.equal(true)
    await rejection(chain(), 'eth_sendTransaction', transaction)
  })

  it('start and stop mining, and set what is written into blocks', async () => {
    const from = accountOf(chain(), 0)
    await send(chain(), 'miner_stop')
    expect(await send(chain(), 'eth_mining')).to.equal(false)
    const hash = await send(chain(), 'eth_sendTransaction', { from, to: from })
    expect(await send(chain(), 'eth_getTransactionReceipt', hash)).to.equal(null)
    await send(chain(), 'miner_setExtra', '0x1234')
    await send(chain(), 'miner_setEtherbase', `0x${'ab'.repeat(20)}`)
    await send(chain(), 'miner_setGasPrice', '0x12a05f200')
    expect(await send(chain(), 'eth_gasPrice')).to.equal('0x12a05f200')
    await send(chain(), 'miner_start', 1)
    const receipt = await send(chain(), 'eth_getTransactionReceipt', hash)
    expect(receipt).to.include({ status: '0x1' })
    const block = await send(chain(), 'eth_getBlockByNumber', 'latest', false)
    expect(block).to.include({ extraData: '0x1234', miner: `0x${'ab'.repeat(20)}` })
    const long = await rejection(chain(), 'miner_setExtra', `0x${'12'.repeat(33)}`)
    expect(long.code).to.equal(-32_602)
  })
})

describe('a server that speaks as Ganache', () => {
  const chain = useDevchain({ dialect: 'ganache' })

  it('answers requests without an id, which helpers of its time send', async () => {
    const server = await chain().listen({ port: 0 })
    const post = async (message: object): Promise<unknown> =>
      (await fetch(server.url, { method: 'POST', body: JSON.stringify(message) })).json()
    expect(await post({ jsonrpc: '2.0', method: 'evm_mine' })).to.have.property('result', '0x0')
    expect(await post({ jsonrpc: '2.0', method: 'eth_foo' })).to.have.property('error')
    await server.close()
  })
})

describe('evm_revert of Ganache', () => {
  let nowMs = 1_700_000_000_000
  const chain = useDevchain({ dialect: 'ganache', now: () => nowMs })

  it('keeps how far the clock is from the wall clock, which runs on', async () => {
    await send(chain(), 'evm_increaseTime', 100)
    const id = await send(chain(), 'evm_snapshot')
    nowMs += 60_000
    await send(chain(), 'evm_increaseTime', 1_000)
    await send(chain(), 'evm_revert', id)
    await send(chain(), 'evm_mine')
    const block = await send(chain(), 'eth_getBlockByNumber', 'latest', false)
    expect(Number(Reflect.get(Object(block), 'timestamp'))).to.equal(1_700_000_160)
  })
})
