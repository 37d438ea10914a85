import assert from 'node:assert/strict'
import { hexToBytes } from '@scaffold-evm/common'
import { AbiCoder, concat, id } from 'ethers'
import { ConsoleDecoder } from '../../../../src/internal/chain/console/console-decoder.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'

async function decode(
  types: readonly string[],
  values: readonly unknown[],
  selectorTypes = types,
): Promise<string | undefined> {
  const selector = id(`log(${selectorTypes.join(',')})`).slice(0, 10)
  const input = concat([selector, AbiCoder.defaultAbiCoder().encode(types, values)])
  return new ConsoleDecoder(await loadCrypto()).decode(hexToBytes(input))
}

const address = `0x${'ab'.repeat(20)}`

describe('ConsoleDecoder', () => {
  it('prints values of every type', async () => {
    const rows: readonly (readonly [types: string[], values: unknown[], line: string])[] = [
      [[], [], ''],
      [['uint256'], [2n ** 256n - 1n], (2n ** 256n - 1n).toString()],
      [['int256'], [-5n], '-5'],
      [['string'], ['grüezi'], 'grüezi'],
      [['bool'], [true], 'true'],
      [['address'], [address], address],
      [['bytes'], ['0x0102'], '0x0102'],
      [['bytes4'], ['0x01020304'], '0x01020304'],
      [['bytes32'], [`0x${'01'.repeat(32)}`], `0x${'01'.repeat(32)}`],
      [['string', 'uint256'], ['n is', 7n], 'n is 7'],
      [['string', 'int256'], ['n is', -7n], 'n is -7'],
      [['bool', 'string', 'address', 'uint256'], [false, 'x', address, 1n], `false x ${address} 1`],
      [['string', 'string', 'string', 'string'], ['a', 'b', 'c', 'd'], 'a b c d'],
    ]
    for (const [types, values, line] of rows) {
      assert.equal(await decode(types, values), line, types.join())
    }
  })

  it('formats as console.log does', async () => {
    const big = 2n ** 200n
    assert.equal(await decode(['string', 'uint256'], ['%d wei', big]), `${big} wei`)
    assert.equal(await decode(['string', 'string', 'uint256'], ['%s=%i', 'a', 1n]), 'a=1')
    assert.equal(await decode(['string', 'uint256'], ['100%', 1n]), '100% 1')
    assert.equal(await decode(['string', 'uint256'], ['%%d', 1n]), '%d 1')
  })

  it('knows the selectors that old versions of console.sol computed from aliases', async () => {
    assert.equal(await decode(['uint256'], [3n], ['uint']), '3')
    assert.equal(await decode(['string', 'uint256'], ['a', 3n], ['string', 'uint']), 'a 3')
  })

  it('passes over what is no log, and survives what is cut short', async () => {
    const decoder = new ConsoleDecoder(await loadCrypto())
    assert.equal(decoder.decode(new Uint8Array(0)), undefined)
    assert.equal(decoder.decode(Uint8Array.of(1, 2, 3, 4)), undefined)
    const selector = hexToBytes(id('log(string,uint256)').slice(0, 10))
    assert.equal(decoder.decode(selector), ' 0')
    const wild = Uint8Array.from([...selector, ...new Uint8Array(64).fill(255)])
    assert.match(decoder.decode(wild) ?? '', /\d+$/)
  })
})
