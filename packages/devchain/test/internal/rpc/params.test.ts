import { expect } from 'chai'
import { optional, readParams, required } from '../../../src/internal/rpc/method.js'
import { blockNumberOrTag, blockSelector } from '../../../src/internal/rpc/params/block-selector.js'
import { logFilter } from '../../../src/internal/rpc/params/log-filter.js'
import { mineRequest } from '../../../src/internal/rpc/params/mine-request.js'
import { miningInterval } from '../../../src/internal/rpc/params/mining-interval.js'
import { blockOverrides, stateOverrides } from '../../../src/internal/rpc/params/overrides.js'
import type { ParamType } from '../../../src/internal/rpc/params/param-type.js'
import {
  address,
  amount,
  data,
  hash,
  integer,
  quantity,
  quantity64,
  storageKey,
} from '../../../src/internal/rpc/params/scalars.js'
import { transactionRequest } from '../../../src/internal/rpc/params/transaction-request.js'
import { typedData } from '../../../src/internal/rpc/params/typed-data.js'

const someAddress = `0x${'aB'.repeat(20)}`
const someHash = `0x${'12'.repeat(32)}`

/** The message of the -32602 that reading `value` as the only parameter ends in. */
function refusal(type: ParamType<unknown>, value: unknown): string {
  try {
    readParams('test_method', [required('thing', type)], [value])
  } catch (error) {
    expect(error).to.include({ code: -32602 })
    return error instanceof Error ? error.message : ''
  }
  return 'accepted'
}

function read(type: ParamType<unknown>, value: unknown): unknown {
  return readParams('test_method', [required('thing', type)], [value])[0]
}

describe('readParams', () => {
  const params = [required('first', address), optional('second', blockSelector, 'latest')] as const

  it('fills in what is left out or null', () => {
    expect(readParams('m', params, [someAddress])[1]).to.equal('latest')
    expect(readParams('m', params, [someAddress, null])[1]).to.equal('latest')
    expect(readParams('m', [], undefined)).to.deep.equal([])
  })

  it('names a missing parameter and what it should be', () => {
    expect(() => readParams('eth_x', params, [])).to.throw(
      'eth_x: missing parameter "first" (position 1): expected an address: 0x and 40 hexadecimal digits',
    )
    expect(() => readParams('eth_x', params, [null])).to.throw(/"first".*got null/)
  })

  it('counts surplus parameters, but not null ones', () => {
    expect(() => readParams('eth_x', params, [someAddress, 'latest', 1])).to.throw(
      'eth_x: too many parameters: it takes first, second?, got 3',
    )
    expect(() => readParams('eth_x', [], [1])).to.throw('it takes none, got 1')
    expect(readParams('eth_x', [], [null])).to.deep.equal([])
  })

  it('takes only arrays', () => {
    expect(() => readParams('eth_x', params, { first: someAddress })).to.throw('to be an array')
  })
})

describe('scalar parameters', () => {
  const cases: readonly [string, ParamType<unknown>, unknown, string][] = [
    ['quantity without digits', quantity, '0x', 'got "0x"'],
    ['quantity without prefix', quantity, '12', 'got "12"'],
    ['quantity as number', quantity, 12, 'got 12'],
    ['quantity of 257 bits', quantity, `0x1${'0'.repeat(64)}`, '(67 characters)'],
    ['quantity of 65 bits', quantity64, `0x1${'0'.repeat(16)}`, 'at most 64 bits'],
    ['data of odd length', data, '0x123', 'an even number'],
    ['data of other digits', data, '0x12g4', 'got "0x12g4"'],
    ['short address', address, '0x12', 'expected an address'],
    ['hash as address', address, someHash, 'expected an address'],
    ['short hash', hash, '0x12', 'expected a hash'],
    ['nothing', data, {}, 'got an object'],
    ['negative integer', integer, -1, 'got -1'],
    ['fraction', integer, 1.5, 'got 1.5'],
    ['unsafe number', integer, 2 ** 60, 'non-negative integer'],
  ]
  for (const [name, type, value, expected] of cases) {
    it(`refuses: ${name}`, () => expect(refusal(type, value)).to.contain(expected))
  }

  it('lets pass what is odd but clear', () => {
    expect(read(quantity, '0x01')).to.equal(1n)
    expect(read(quantity, '0xFf')).to.equal(255n)
    expect(read(data, '0x')).to.deep.equal(new Uint8Array(0))
    expect(read(data, '0xAB')).to.deep.equal(Uint8Array.of(0xab))
    expect(read(storageKey, '0x1')).to.have.length(32)
    expect(read(integer, '0x10')).to.equal(16n)
    expect(read(integer, '16')).to.equal(16n)
    expect(read(amount, 10n ** 30n)).to.equal(10n ** 30n)
  })
})

describe('block selectors', () => {
  it('reads numbers, tags, hashes and EIP-1898 objects', () => {
    expect(read(blockSelector, '0x0a')).to.deep.equal({ number: 10n })
    expect(read(blockSelector, 'finalized')).to.equal('finalized')
    expect(read(blockSelector, { blockNumber: '0x1' })).to.deep.equal({ number: 1n })
    expect(read(blockSelector, { blockHash: someHash, requireCanonical: true })).to.have.key('hash')
    expect(read(blockSelector, someHash)).to.have.key('hash')
  })

  it('refuses what names no block, and hashes where only numbers go', () => {
    expect(refusal(blockSelector, 'newest')).to.contain('got "newest"')
    expect(refusal(blockSelector, {})).to.contain('either blockNumber or blockHash')
    expect(refusal(blockSelector, { blockNumber: '0x1', blockHash: someHash })).to.contain('either')
    expect(refusal(blockSelector, { blockHash: '0x1' })).to.contain('"thing.blockHash"')
    expect(refusal(blockNumberOrTag, someHash)).to.contain('expected a block number')
  })
})

describe('object parameters', () => {
  it('say where inside they are wrong', () => {
    expect(refusal(transactionRequest, { gas: '1' })).to.contain('"thing.gas"')
    expect(refusal(transactionRequest, { accessList: [{ address: '0x' }] })).to.contain(
      '"thing.accessList[0].address"',
    )
    expect(refusal(transactionRequest, { authorizationList: [{}] })).to.contain(
      '"thing.authorizationList[0].chainId"',
    )
    expect(refusal(logFilter, { topics: [null, [null, '0x1']] })).to.contain('"thing.topics[1][1]"')
    expect(refusal(stateOverrides, { '0x12': {} })).to.contain('"thing.0x12"')
    expect(refusal(stateOverrides, { [someAddress]: { state: { zz: '0x' } } })).to.contain(
      '.state.zz',
    )
    expect(refusal(typedData, { types: { A: [{ name: 1 }] } })).to.contain(
      '"thing.types.A[0].name"',
    )
  })

  it('take data under both its names, but not two datas', () => {
    expect(read(transactionRequest, { input: '0x12' })).to.deep.include({
      data: Uint8Array.of(0x12),
    })
    expect(read(transactionRequest, { data: '0x12' })).to.deep.include({
      data: Uint8Array.of(0x12),
    })
    expect(refusal(transactionRequest, { input: '0x12', data: '0x13' })).to.contain('the same')
  })

  it('refuse contradictions', () => {
    const both = { [someAddress]: { state: {}, stateDiff: {} } }
    expect(refusal(stateOverrides, both)).to.contain('either state or stateDiff')
    expect(refusal(logFilter, { blockHash: someHash, fromBlock: '0x1' })).to.contain('either')
    expect(refusal(logFilter, { topics: [null, null, null, null, null] })).to.contain('at most 4')
    expect(refusal(miningInterval, [10, 5])).to.contain('min at most max')
  })

  it('read the forms that other nodes take', () => {
    expect(read(mineRequest, 5)).to.deep.equal({ timestampSec: 5n })
    expect(read(mineRequest, { blocks: 3 })).to.deep.include({ blocks: 3n })
    expect(read(miningInterval, [10, 20])).to.equal(15)
    expect(read(blockOverrides, { time: '0x5', feeRecipient: someAddress })).to.deep.include({
      timestampSec: 5n,
    })
    expect(read(logFilter, { address: [someAddress, someAddress] })).to.deep.include({ topics: [] })
    expect(read(typedData, '{"types":{},"primaryType":"A","domain":{},"message":{}}')).to.include({
      primaryType: 'A',
    })
  })
})
