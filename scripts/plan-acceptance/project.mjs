const head = '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n'

/** A contract behind a proxy, whose `set` does `body`, perhaps with other variables before its own. */
export function box(body, before = '') {
  return `${head}contract Box {
  ${before} uint256 public value; address public owner;
  function initialize(uint256 v) external { require(owner == address(0)); value = v; owner = msg.sender; }
  function set(uint256 v) external { ${body} }
}
`
}

/** A token that mints `amount` when asked for `v`. */
export function token(amount) {
  return `${head}contract Token {
  string public name; address public owner; mapping(address => uint256) public balanceOf;
  constructor(string memory n) { name = n; owner = msg.sender; }
  function mint(address to, uint256 v) external { balanceOf[to] += ${amount}; }
  function transferOwnership(address to) external { owner = to; }
}
`
}

export const contracts = {
  'contracts/Prices.sol': `${head}library Prices {
  function twice(uint256 x) external pure returns (uint256) { return 2 * x; }
}
`,
  'contracts/Token.sol': token('v'),
  'contracts/Shop.sol': `${head}import './Prices.sol';
import './Token.sol';
contract Shop {
  Token public token; uint256 public price;
  constructor(Token t) { token = t; price = Prices.twice(4); }
  function doubled() external view returns (uint256) { return Prices.twice(price); }
}
`,
  'contracts/Box.sol': box('value = v;'),
}

export const migrations = {
  'migrations/01_token.mjs': `export default async (m) => {
  await m.deploy('Prices')
  const token = await m.deploy('Token', { args: ['Gold'] })
  await token.mint(m.accounts[1], 5n)
}
`,
  'migrations/02_shop.mjs': `export default async (m) => {
  await m.deploy('Shop', { args: [await m.deployed('Token')] })
  const box = await m.deployProxy('Box', { args: [42n] })
  await box.set(43n)
}
`,
}
