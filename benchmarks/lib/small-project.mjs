// A small project with two contracts and twenty tests, the tests in each tool's own words.

const token = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Token {
  mapping(address => uint256) public balanceOf;
  mapping(address => mapping(address => uint256)) public allowance;
  uint256 public totalSupply;
  error InsufficientBalance(address owner, uint256 balance, uint256 needed);
  event Transfer(address indexed from, address indexed to, uint256 value);
  event Approval(address indexed owner, address indexed spender, uint256 value);

  constructor(uint256 supply) {
    totalSupply = supply;
    balanceOf[msg.sender] = supply;
  }

  function transfer(address to, uint256 value) external returns (bool) {
    move(msg.sender, to, value);
    return true;
  }

  function approve(address spender, uint256 value) external returns (bool) {
    allowance[msg.sender][spender] = value;
    emit Approval(msg.sender, spender, value);
    return true;
  }

  function transferFrom(address from, address to, uint256 value) external returns (bool) {
    require(allowance[from][msg.sender] >= value, "allowance too low");
    allowance[from][msg.sender] -= value;
    move(from, to, value);
    return true;
  }

  function move(address from, address to, uint256 value) internal {
    if (balanceOf[from] < value) revert InsufficientBalance(from, balanceOf[from], value);
    balanceOf[from] -= value;
    balanceOf[to] += value;
    emit Transfer(from, to, value);
  }
}
`

const counter = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Counter {
  uint256 public count;

  function increment(uint256 by) external {
    require(by > 0, "nothing to add");
    count += by;
  }
}
`

export const contracts = { 'contracts/Token.sol': token, 'contracts/Counter.sol': counter }

const cases = `
  for (const value of [1n, 2n, 3n, 4n, 5n]) {
    it('transfers ' + value, async () => {
      const { token, owner, other } = await setUp()
      await expect(token.transfer(other.address, value))
        .to.emit(token, 'Transfer')
        .withArgs(owner.address, other.address, value)
      expect(await token.balanceOf(other.address)).to.equal(value)
    })
    it('refuses to transfer ' + value + ' from an empty account', async () => {
      const { token, owner, other } = await setUp()
      await expect(token.connect(other).transfer(owner.address, value))
        .to.be.revertedWithCustomError(token, 'InsufficientBalance')
        .withArgs(other.address, 0n, value)
    })
    it('spends an allowance of ' + value, async () => {
      const { token, owner, other } = await setUp()
      await token.approve(other.address, value)
      await token.connect(other).transferFrom(owner.address, other.address, value)
      await expect(
        token.connect(other).transferFrom(owner.address, other.address, value),
      ).to.be.revertedWith('allowance too low')
    })
    it('counts ' + value, async () => {
      const { counter } = await setUp()
      await counter.increment(value)
      await expect(counter.increment(0n)).to.be.revertedWith('nothing to add')
      expect(await counter.count()).to.equal(value)
    })
  }
`

export const hardhatTests = {
  'test/token.test.ts': `import { expect } from 'chai'
import { network } from 'hardhat'
const { ethers, networkHelpers } = await network.create()

async function deployAll() {
  const [owner, other] = await ethers.getSigners()
  const token = await ethers.deployContract('Token', [1000n])
  const counter = await ethers.deployContract('Counter')
  return { token, counter, owner, other }
}
const setUp = () => networkHelpers.loadFixture(deployAll)

describe('small project', () => {${cases}})
`,
}

export const scaffoldTests = {
  'test/token.test.ts': `import { deploy, expect, loadFixture, signers } from 'scaffold-evm/test'

async function deployAll() {
  const [owner, other] = signers
  const token = await deploy('Token', [1000n])
  const counter = await deploy('Counter')
  return { token, counter, owner, other }
}
const setUp = () => loadFixture(deployAll)

describe('small project', () => {${cases}})
`,
}
