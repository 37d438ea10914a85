import assert from 'node:assert/strict'
import { hexToBytes } from '@scaffold-evm/common'
import { AbiCoder, id } from 'ethers'
import {
  areDepositsValid,
  collectDeposits,
} from '../../../../src/internal/chain/blocks/deposits.js'
import { createRules } from '../../../../src/internal/chain/rules.js'

const address = hexToBytes(`0x${'dd'.repeat(20)}`)
const rules = createRules({
  hardfork: 'prague',
  chainId: 1n,
  customCrypto: {},
  depositContract: address,
})
const topics = [hexToBytes(id('DepositEvent(bytes,bytes,bytes,bytes,bytes)'))]

function filled(byte: number, size: number): Uint8Array {
  return new Uint8Array(size).fill(byte)
}

const parts = [filled(1, 48), filled(2, 32), filled(3, 8), filled(4, 96), filled(5, 8)]

function encode(values: readonly Uint8Array[]): Uint8Array {
  return hexToBytes(
    AbiCoder.defaultAbiCoder().encode(
      values.map(() => 'bytes'),
      values,
    ),
  )
}

describe('deposits', () => {
  it('are the fields of the events of the deposit contract, joined', () => {
    const log = { address, topics, data: encode(parts) }
    const other = { ...log, address: filled(9, 20) }
    assert.deepEqual(Buffer.from(collectDeposits([other, log], rules)), Buffer.concat(parts))
    assert.equal(areDepositsValid([other, log], rules), true)
  })

  it('are not valid in any other layout', () => {
    const data = encode(parts)
    const moved = data.with(31, 0xc0)
    const long = encode([filled(1, 49), ...parts.slice(1)])
    for (const wrong of [moved, long, data.subarray(1), new Uint8Array(0)]) {
      assert.equal(areDepositsValid([{ address, topics, data: wrong }], rules), false)
      assert.equal(areDepositsValid([{ address, topics: [], data: wrong }], rules), true)
      assert.equal(areDepositsValid([{ address: filled(9, 20), topics, data: wrong }], rules), true)
    }
  })
})
