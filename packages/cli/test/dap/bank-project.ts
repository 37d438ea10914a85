import assert from 'node:assert/strict'
import type { Files } from '../support/temp-folder.js'

const bank = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Rates} from './Rates.sol';

contract Bank {
    struct Account {
        uint256 balance;
        string name;
        uint64[] history;
    }

    error TooMuch(address who, uint256 wanted, uint256 had);
    event Deposited(address indexed who, uint256 amount);

    mapping(address => Account) public accounts;
    uint256 public total;

    function open(string calldata name) external {
        Account storage account = accounts[msg.sender];
        account.name = name;
    }

    function deposit(uint256 amount) external returns (uint256 balance) {
        uint256 fee = Rates.fee(amount);
        uint256 kept = amount - fee; // kept
        Account storage account = accounts[msg.sender]; // account
        account.balance += kept; // add
        account.history.push(uint64(kept)); // push
        total += kept; // total
        emit Deposited(msg.sender, kept);
        balance = account.balance; // balance
    }

    function withdraw(uint256 amount) external {
        Account storage account = accounts[msg.sender];
        if (amount > account.balance) {
            revert TooMuch(msg.sender, amount, account.balance); // too much
        }
        account.balance -= amount; // subtract
        total -= amount;
    }

    function sum(uint256[] calldata items) external pure returns (uint256 result) {
        for (uint256 i = 0; i < items.length; i++) {
            result += items[i]; // sum
        }
    }
}
`

const rates = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
library Rates {
    function fee(uint256 amount) internal pure returns (uint256) {
        // A tenth.
        return amount / 10; // fee
    }
}
`

const test = `import { deploy, expect, loadFixture } from 'scaffold-evm/test'

async function opened() {
  const bank = await deploy('Bank')
  await bank.open('Ada')
  return bank
}

describe('Bank', () => {
  it('keeps what is deposited', async () => {
    const bank = await loadFixture(opened)
    console.log('about to deposit')
    await bank.deposit(1000n) // deposits
    await bank.deposit(500n)
    expect(await bank.total()).to.equal(1350n)
  })

  it('adds up', async () => {
    const bank = await loadFixture(opened)
    expect(await bank.sum([1n, 2n, 3n, 4n])).to.equal(10n)
  })

  it('refuses', async () => {
    const bank = await loadFixture(opened)
    await expect(bank.withdraw(1n)).to.be.revertedWithCustomError(bank, 'TooMuch')
  })

  it('gives out too much', async () => {
    const bank = await loadFixture(opened)
    await bank.deposit(100n)
    await bank.withdraw(91n) // withdraws
  })
})
`

const hooks = `import { deploy } from 'scaffold-evm/test'
describe('Hooks', () => {
  before(async () => {
    const bank = await deploy('Bank')
    await bank.withdraw(1n) // hook
  })
  it('never runs', () => {})
})
`

const later = `import { chain, deploy, mine } from 'scaffold-evm/test'
describe('Later', function () {
  this.timeout(100)
  it('mines what waits', async function () {
    this.timeout(100)
    const bank = await deploy('Bank')
    await Promise.all([bank.deposit(10n), bank.deposit(20n)])
    await chain.request('evm_setAutomine', false)
    await bank.deposit(30n, { gasLimit: 1_000_000n })
    await mine()
  })
})
`

/** A project with a bank, whose last test fails. */
export const bankProject: Files = {
  'package.json': '{ "type": "module" }\n',
  'scaffold.config.js': `export default { solidity: { version: '0.8.37', settings: { optimizer: { enabled: true } } } }\n`,
  'contracts/Bank.sol': bank,
  'contracts/Rates.sol': rates,
  'withdraw.js': `import { deploy } from 'scaffold-evm/test'
const bank = await deploy('Bank')
await bank.deposit(70n)
await bank.withdraw(91n, { gasLimit: 100_000n }).catch(() => undefined)
`,
  'test/bank.test.js': test,
  'test/hooks.test.js': hooks,
  'test/later.test.js': later,
}

/** The line of a file that has a mark at its end. */
export function lineOf(file: keyof typeof bankProject, mark: string): number {
  const lines = (bankProject[file] ?? '').split('\n')
  const index = lines.findIndex((line) => line.endsWith(`// ${mark}`))
  return index === -1 ? assert.fail(mark) : index + 1
}
