import { expect } from 'chai'
import { boxProject, runTests } from '../../support/run-tests.js'
import { useTempProject } from '../../support/temp-project.js'

const header = `// SPDX-License-Identifier: MIT
pragma solidity >=0.4.25 <0.9.0;
import "truffle/Assert.sol";
import "truffle/DeployedAddresses.sol";
import "../contracts/Box.sol";
`

describe('Solidity tests', () => {
  const project = useTempProject(boxProject)

  it('run as suites before those in JavaScript, each function as a transaction to one instance', async () => {
    project.write({
      'test/a.js': `contract('JavaScript', () => { it('runs', () => {}) })`,
      'test/TestBox.sol': `${header}
        contract TestBox {
          uint count;
          function testFirst() public { count += 1; Assert.equal(count, uint(1), "first"); }
          function testSecond() public { count += 1; Assert.equal(count, uint(2), "second"); }
          function testOwner() public { Box box = new Box(); Assert.equal(box.owner(), address(this), "owner"); }
          function helper() public pure {}
        }`,
    })
    const { failures, passed } = await runTests(project)
    expect(passed).to.deep.equal([
      'TestBox testFirst',
      'TestBox testSecond',
      'TestBox testOwner',
      'Contract: JavaScript runs',
    ])
    expect(failures).to.equal(0)
  })

  it('run hooks by the beginning of their names, all of a kind', async () => {
    project.write({
      'test/TestHooks.sol': `${header}
        contract TestHooks {
          uint all; uint each; uint ended;
          function beforeAll() public { all += 1; }
          function beforeAllMore() public { all += 10; }
          function beforeEach() public { each += 1; }
          function beforeEachMore() public { each += 10; }
          function afterEach() public { ended += 1; }
          function afterAllFails() public { Assert.fail("after all"); }
          function testOne() public { Assert.equal(all, uint(11), "all"); Assert.equal(each, uint(11), "each"); }
          function testTwo() public { Assert.equal(each, uint(22), "each"); Assert.equal(ended, uint(1), "ended"); }
        }`,
    })
    const { passed, messages } = await runTests(project)
    expect(passed).to.deep.equal(['TestHooks testOne', 'TestHooks testTwo'])
    expect(Object.entries(messages)).to.deep.equal([
      ['TestHooks "after all" hook: afterAllFails for "testTwo"', 'after all'],
    ])
  })

  it('fail with the message of the first assertion that failed, or with the reason of a revert', async () => {
    project.write({
      'test/TestFailures.sol': `${header}
        contract TestFailures {
          event Seen(uint n);
          function testEqual() public {
            Assert.equal(uint(5), uint(77), "n is off");
            Assert.equal(uint(1), uint(2), "another");
            emit Seen(2);
          }
          function testTrue() public { Assert.isTrue(false, "not true"); }
          function testRevert() public { if (address(this) != address(0)) revert("boom"); }
          function testFine() public { Assert.isTrue(true, "fine"); }
        }`,
    })
    const { passed, messages, stacks, printed } = await runTests(project)
    expect(passed).to.deep.equal(['TestFailures testFine'])
    expect(messages).to.deep.equal({
      'TestFailures testEqual': 'n is off (Tested: 5, Against: 77)',
      'TestFailures testTrue': 'not true',
      'TestFailures testRevert':
        'VM Exception while processing transaction: revert boom -- Reason given: boom.',
    })
    expect(stacks['TestFailures testTrue']).to.match(
      /at TestFailures\.testTrue \(.*test\/TestFailures\.sol:14:11\)/,
    )
    expect(printed).to.include('    TestFailures.Seen(\n      n: 2 (type: uint256)\n    )')
    expect(printed).not.to.include('TestEvent').and.not.to.include('Could not decode')
  })

  it('know the addresses of what the migrations deployed, and of nothing else', async () => {
    project.write({
      'contracts/Nowhere.sol': 'pragma solidity ^0.8.0;\ncontract Nowhere {}',
      'test/TestDeployed.sol': `${header}
        contract TestDeployed {
          function testAddress() public {
            Box box = Box(DeployedAddresses.Box());
            Assert.equal(box.value(), uint(0), "value");
            box.set(7);
            Assert.equal(box.value(), uint(7), "value");
          }
          function testNowhere() public { DeployedAddresses.Nowhere(); }
        }
        `,
      'test/TestLater.sol': `${header}
        contract TestLater {
          function testClean() public { Assert.equal(Box(DeployedAddresses.Box()).value(), uint(0), "clean"); }
        }`,
    })
    const { passed, messages } = await runTests(project)
    expect(passed).to.deep.equal(['TestDeployed testAddress', 'TestLater testClean'])
    expect(messages['TestDeployed testNowhere']).to.include('revert')
  })

  it('have the balance that they ask for, though they take no payments', async () => {
    project.write({
      'test/TestBalance.sol': `${header}
        contract TestBalance {
          uint public initialBalance = 2 ether;
          function testBalance() public { Assert.balanceEqual(address(this), 2 ether, "balance"); }
        }`,
    })
    expect((await runTests(project)).passed).to.deep.equal(['TestBalance testBalance'])
  })

  it('leave files without tests alone', async () => {
    project.write({
      'test/Helper.sol': `${header} contract Helper { function five() public pure returns (uint) { return 5; } }`,
      'test/TestHelper.sol': `${header} import "./Helper.sol";
        contract TestHelper {
          function testFive() public { Assert.equal(new Helper().five(), uint(5), "five"); }
        }`,
      'test/a.js': `contract('JavaScript', () => {
        it('sees the helper', async () => {
          const helper = await artifacts.require('Helper').new()
          assert.equal(await helper.five(), 5)
        })
      })`,
    })
    const { passed, failed } = await runTests(project)
    expect(failed).to.deep.equal([])
    expect(passed).to.deep.equal(['TestHelper testFive', 'Contract: JavaScript sees the helper'])
  })

  it('call the assertions where they are too large to hold them', async () => {
    const padding = 'a5'.repeat(20_200)
    project.write({
      'test/TestLarge.sol': `${header}
        contract TestLarge {
          function padding() public pure returns (bytes memory) { return hex"${padding}"; }
          function testLarge() public {
            Assert.equal(uint(1), uint(1), "uint");
            Assert.equal(int(1), int(1), "int");
            Assert.equal(true, true, "bool");
            Assert.equal(string("a"), "a", "string");
            Assert.equal(new uint[](1), new uint[](1), "uints");
            Assert.equal(new bytes32[](1), new bytes32[](1), "hashes");
            Assert.equal(new address[](1), new address[](1), "addresses");
            Assert.balanceIsZero(address(0xdead), "balance");
          }
          function testFails() public { Assert.equal(uint(1), uint(2), "differs"); }
        }`,
    })
    const first = await runTests(project)
    expect(first.passed).to.deep.equal(['TestLarge testLarge'])
    expect(first.failures).to.equal(1)
    const again = await runTests(project)
    expect(again.passed).to.deep.equal(first.passed)
    expect(again.printed).to.include('> Everything is up to date, there is nothing to compile.')
  })
})
