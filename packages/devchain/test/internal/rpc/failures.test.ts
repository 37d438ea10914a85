import { inspect } from 'node:util'
import { expect } from 'chai'
import { AbiCoder, concat, id } from 'ethers'
import { createDevchain } from '../../../src/devchain.js'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

/** Reverts with its calldata: CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 REVERT. */
const echo = '0x00000000000000000000000000000000000ec400'
const echoCode = '0x365f5f37365ffd'
/** INVALID. */
const invalid = '0x00000000000000000000000000000000000ec401'
/** JUMPDEST PUSH0 JUMP: never ends. */
const endless = '0x00000000000000000000000000000000000ec402'

const coder = AbiCoder.defaultAbiCoder()
const reason = concat(['0x08c379a0', coder.encode(['string'], ['not today'])])
const panic = concat(['0x4e487b71', coder.encode(['uint256'], [0x11])])
const custom = concat([id('Nope(uint256)').slice(0, 10), coder.encode(['uint256'], [1])])
const exception = 'VM Exception while processing transaction:'

const messages: readonly [string, string, string][] = [
  ['a reason', reason, `${exception} reverted with reason string 'not today'`],
  [
    'a panic',
    panic,
    `${exception} reverted with panic code 0x11 (Arithmetic operation overflowed outside of an unchecked block)`,
  ],
  [
    'a panic of no known code',
    concat(['0x4e487b71', coder.encode(['uint256'], [0])]),
    `${exception} reverted with unknown panic code 0x0`,
  ],
  [
    'a custom error',
    custom,
    `${exception} reverted with an unrecognized custom error (return data: ${custom})`,
  ],
  ['nothing', '0x', 'Transaction reverted without a reason string'],
  [
    'a broken reason',
    '0x08c379a0ff',
    `${exception} reverted with an unrecognized custom error (return data: 0x08c379a0ff)`,
  ],
  [
    'a reason that claims to be longer than it is',
    concat(['0x08c379a0', coder.encode(['uint256', 'uint256'], [32, 2n ** 255n])]),
    'unrecognized custom error',
  ],
]

describe('failing executions', () => {
  const chain = useDevchain()

  before(async () => {
    await chain().setCode(echo, echoCode)
    await chain().setCode(invalid, '0xfe')
    await chain().setCode(endless, '0x5b5f56')
  })

  it('print as what clients get, and nothing of the inside of the node', async () => {
    const from = accountOf(chain(), 0)
    const tx = { from, to: echo, data: custom, gas: '0x186a0' }
    const error = await rejection(chain(), 'eth_sendTransaction', tx)
    expect(inspect(error)).not.to.match(/cause|haltReason|logsBloom/)
  })

  for (const [name, data, message] of messages) {
    it(`with ${name}: code 3, the data, the message`, async () => {
      const call = { from: accountOf(chain(), 0), to: echo, data }
      for (const method of ['eth_call', 'eth_estimateGas']) {
        const error = await rejection(chain(), method, call)
        expect(error, method).to.include({ code: 3, data })
        expect(error.message).to.contain(message)
        expect(error.transactionHash).to.equal(undefined)
      }
      const error = await rejection(chain(), 'eth_sendTransaction', { ...call, gas: '0x100000' })
      expect(error).to.include({ code: 3, data })
      expect(error.message).to.contain(message)
      const receipt = await send(chain(), 'eth_getTransactionReceipt', error.transactionHash)
      expect(receipt).to.include({ status: '0x0' })
    })
  }

  it('without a revert: code 3 and no data', async () => {
    const from = accountOf(chain(), 0)
    const halted = await rejection(chain(), 'eth_call', { from, to: invalid })
    expect(halted).to.include({ code: 3, data: '0x' })
    expect(halted.message).to.equal(`${exception} invalid opcode`)
    const spent = await rejection(chain(), 'eth_sendTransaction', {
      from,
      to: endless,
      gas: '0x8000',
    })
    expect(spent).to.include({ code: 3, message: 'Transaction ran out of gas' })
    expect(spent.transactionHash).to.match(/^0x[0-9a-f]{64}$/)
  })

  it('are results when the chain was told so', async () => {
    const quiet = await createDevchain({
      throwOnCallFailures: false,
      throwOnTransactionFailures: false,
    })
    await quiet.setCode(echo, echoCode)
    const call = { from: accountOf(quiet, 0), to: echo, data: custom, gas: '0x100000' }
    expect(await send(quiet, 'eth_call', call)).to.equal(custom)
    const hash = await send(quiet, 'eth_sendTransaction', call)
    expect(await send(quiet, 'eth_getTransactionReceipt', hash)).to.include({ status: '0x0' })
    await quiet.close()
  })
})
