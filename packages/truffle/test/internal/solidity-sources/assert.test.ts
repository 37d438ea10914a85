import assert from 'node:assert/strict'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { AbiCoder, id } from 'ethers'
import { openTestArtifactStore } from '../../../src/internal/artifacts/open-store.js'
import { builtInSource } from '../../../src/internal/solidity-sources/built-in-source.js'
import { bundledVersion, TruffleFolder } from '../../support/truffle-folder.js'

/** An assertion, and what its failure says; undefined when it holds. */
const cases: readonly (readonly [assertion: string, message: string | undefined])[] = [
  ['fail("f")', 'f'],
  ['equal(uint(5), 77, "n is off")', 'n is off (Tested: 5, Against: 77)'],
  ['equal(uint(0), 0, "n")', undefined],
  ['notEqual(uint(10), 10, "n")', 'n (Tested: 10, Against: 10)'],
  ['equal(type(uint).max, 0, "n")', `n (Tested: ${2n ** 256n - 1n}, Against: 0)`],
  ['equal(int(-5), 7, "i")', 'i (Tested: -5, Against: 7)'],
  ['equal(type(int).min, 0, "i")', `i (Tested: -${2n ** 255n}, Against: 0)`],
  ['isAbove(uint(3), 2, "a")', undefined],
  ['isAbove(int(-3), 2, "a")', 'a (Tested: -3, Against: 2)'],
  ['isAtLeast(uint(2), 2, "a")', undefined],
  ['isBelow(uint(2), 2, "a")', 'a (Tested: 2, Against: 2)'],
  ['isAtMost(int(2), 2, "a")', undefined],
  ['isZero(uint(1), "z")', 'z (Tested: 1)'],
  ['isNotZero(int(0), "z")', 'z (Tested: 0)'],
  ['isZero(address(0), "z")', undefined],
  ['isNotZero(bytes32(0), "z")', 'z'],
  ['equal(string("tested"), "against", "")', ' (Tested: tested, Against: against)'],
  ['equal(string("same"), "same", "s")', undefined],
  ['isEmpty(string("x"), "s")', 's (Tested: x)'],
  ['isNotEmpty(string(""), "s")', 's (Tested: )'],
  ['equal(true, false, "b")', 'b (Tested: true, Against: false)'],
  ['isTrue(false, "b")', 'b'],
  ['isFalse(false, "b")', undefined],
  ['equal(address(1), address(2), "a")', 'a'],
  ['equal(payable(address(1)), address(1), "a")', undefined],
  ['notEqual(bytes32(uint(1)), bytes32(uint(1)), "b")', 'b'],
  ['equal(uints(2), uints(3), "l")', 'l'],
  ['equal(uints(2), uints(2), "l")', undefined],
  ['notEqual(uints(2), uints(2), "l")', 'l'],
  ['lengthEqual(uints(2), 3, "l")', 'l (Tested: 2, Against: 3)'],
  ['lengthNotEqual(new address[](1), 1, "l")', 'l (Tested: 1, Against: 1)'],
  ['equal(new bytes32[](1), new bytes32[](1), "l")', undefined],
  ['balanceIsZero(address(0xdead), "b")', undefined],
  ['balanceEqual(address(0xdead), 1, "b")', 'b'],
]

const source = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
import "truffle/Assert.sol";
import "truffle/AssertUint.sol";
contract Test {
  function uints(uint length) internal pure returns (uint[] memory list) {
    list = new uint[](length);
    for (uint i = 0; i < length; i++) list[i] = i;
  }
${cases.map(([assertion], index) => `  function test${index}() public { Assert.${assertion}; }`).join('\n')}
  function testPart() public { AssertUint.equal(1, 2, "part"); }
}`

describe('Assert', () => {
  const folder = new TruffleFolder({ 'contracts/Test.sol': source })
  let chain: Devchain
  let address: string
  let from: string

  async function send(data: string, to?: string): Promise<Record<string, unknown>> {
    const transaction = { from, data, gas: '0x1000000', ...(to === undefined ? {} : { to }) }
    const hash = await chain.request({ method: 'eth_sendTransaction', params: [transaction] })
    const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    return receipt as Record<string, unknown>
  }

  async function eventOf(name: string): Promise<{ result: string; message: string }> {
    const { logs } = await send(id(`${name}()`).slice(0, 10), address)
    const [log] = logs as { topics: string[]; data: string }[]
    assert.equal(log?.topics[0], id('TestEvent(bool,string)'))
    const [message] = AbiCoder.defaultAbiCoder().decode(['string'], log?.data ?? '0x')
    return { result: log?.topics[1]?.slice(-1) ?? '', message }
  }

  before(async () => {
    const solc = { version: bundledVersion, settings: { optimizer: { enabled: true } } }
    const changes = { compilers: { solc } }
    await folder.compile({ purpose: 'test' }, changes)
    chain = await createDevchain({ allowUnlimitedContractSize: true })
    from = chain.accounts[0]?.address ?? ''
    const artifact = openTestArtifactStore(folder.config()).find('Test')
    address = String((await send(artifact?.bytecode ?? '0x'))['contractAddress'])
  })
  after(async () => {
    await chain.close()
    folder.remove()
  })

  for (const [index, [assertion, expected]] of cases.entries()) {
    it(`${assertion} ${expected === undefined ? 'holds' : `says "${expected.slice(0, 60)}"`}`, async () => {
      const { result, message } = await eventOf(`test${index}`)
      assert.equal(message, expected ?? '')
      assert.equal(result, expected === undefined ? '1' : '0')
    })
  }

  it('is there for one type, too', async () => {
    assert.equal((await eventOf('testPart')).message, 'part (Tested: 1, Against: 2)')
  })
})

describe('builtInSource', () => {
  it('has what projects import from truffle/', () => {
    for (const name of [
      'Assert',
      'AssertInt',
      'AssertBytes32Array',
      'SafeSend',
      'console',
      'Console',
    ]) {
      assert.match(builtInSource(`truffle/${name}.sol`) ?? '', /^(?:library|contract) /m)
    }
    assert.equal(builtInSource('truffle/Other.sol'), undefined)
    assert.equal(builtInSource('other/Assert.sol'), undefined)
  })

  it('has a console that compiles', async () => {
    const text = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
import "truffle/console.sol";
contract Logs { function f() public view { console.log("a", 1, true, address(this)); console.logBytes("x"); } }`
    const folder = new TruffleFolder({ 'contracts/Logs.sol': text })
    try {
      assert.deepEqual((await folder.compile()).contracts.includes('Logs'), true)
    } finally {
      folder.remove()
    }
  })
})
