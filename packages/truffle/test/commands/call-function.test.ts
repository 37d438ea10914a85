import { fileURLToPath } from 'node:url'
import { createSilentReporter } from '@scaffold-evm/common'
import { expect } from 'chai'
import { callFunction } from '../../src/commands/call-function.js'
import { compileProject } from '../../src/internal/compile/compile-project.js'
import { openSession } from '../../src/open-session.js'
import { runTruffleMigrations } from '../../src/truffle-migrations.js'
import type { TruffleSession } from '../../src/truffle-session.js'
import { codeOf, useTempProject } from '../support/temp-project.js'

const solc = fileURLToPath(new URL('../../../../../node_modules/solc', import.meta.url))

const files = {
  'truffle-config.js': `module.exports = { compilers: { solc: { version: '${solc}' } } }`,
  'contracts/Shop.sol': `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
error Outside(uint code);
contract Base { error Refused(uint a, string b); }
contract Shop is Base {
  enum Color { Red, Green }
  struct Item { string name; uint8[] sizes; }
  address public owner = address(this);
  function pair(uint a) public pure returns (uint twice, Color color) { return (a * 2, Color.Green); }
  function item() public pure returns (Item memory) { return Item("hat", new uint8[](2)); }
  function change() public {}
  function fail(uint how) public pure {
    if (how == 0) revert Refused(7, "no");
    if (how == 1) revert Outside(3);
    if (how == 2) revert("said");
    if (how == 3) revert();
    assert(false);
  }
}`,
  'migrations/1_shop.js': `const Shop = artifacts.require('Shop')
module.exports = (deployer) => { deployer.deploy(Shop) }`,
}

const thrown = [
  ['0', `Error thrown:\n  Base.Refused(\n  a: 7 (type: uint256),\n  b: 'no' (type: string)\n)`],
  ['1', 'Error thrown:\n  Outside(\n  code: 3 (type: uint256)\n)'],
  ['2', `Error thrown:\n  Error(\n  'said' (type: string)\n)`],
  ['3', 'The call reverted without a message.'],
  ['4', 'The call resulted in a panic: Failed assertion'],
] as const

const wrong = [['nope'], ['pair'], ['pair', 'x'], ['pair(uint8)', '1']] as const

describe('callFunction', () => {
  const temp = useTempProject(files)
  let session: TruffleSession
  const call = (method: string, ...args: string[]): Promise<string> =>
    callFunction(session, { contract: 'Shop', method, args })

  beforeEach(async () => {
    const project = await temp.load({ overrides: { quiet: true } })
    await compileProject(project.config, { reporter: createSilentReporter() })
    session = await openSession(project, { purpose: 'test' })
    await runTruffleMigrations(session, { project, reset: true })
  })
  afterEach(() => session.close())

  it('gives what is returned with its types, as Truffle prints it', async () => {
    expect(await call('pair', '21')).to.equal(
      'Returned values: (\n  twice: 42 (type: uint256),\n  color: Shop.Color.Green (type: enum Shop.Color)\n)',
    )
    expect(await call('owner()')).to.match(
      /^Returned values: \(\n {2}0x\w{40} \(Shop\) \(type: address\)\n\)$/,
    )
    expect(await call('item')).to.contain(`{ name: 'hat', sizes: [ 0, 0 ] }`)
    expect(await call('change')).to.equal('Returned values: ()')
  })

  it('says what a call throws', async () => {
    for (const [how, text] of thrown) {
      const error: unknown = await call('fail', how).catch((reason: unknown) => reason)
      expect(error).to.include({ code: 'TRUFFLE_CALL_REVERTED', message: text })
    }
  })

  it('takes no value from where nothing is, and refuses what it does not understand', async () => {
    const options = { contract: `0x${'0'.repeat(37)}fff`, method: 'owner', args: [] }
    expect(await codeOf(callFunction(session, options))).to.equal('TRUFFLE_CALL_EMPTY')
    for (const [method, ...args] of wrong) {
      expect(await codeOf(call(method, ...args)), method).to.equal('TRUFFLE_COMMAND_USAGE')
    }
  })
})
