/** Contracts of the tests of plans, by file. */
export const contracts: Readonly<Record<string, string>> = {
  'Prices.sol': `library Prices {
  function twice(uint256 x) external pure returns (uint256) { return 2 * x; }
}`,
  'Token.sol': `contract Token {
  string public name;
  address public owner;
  uint256 public immutable cap;
  mapping(address => uint256) public balanceOf;
  constructor(string memory n, uint256 c) { name = n; cap = c; owner = msg.sender; }
  function mint(address to, uint256 v) external { balanceOf[to] += v; }
  function transferOwnership(address to) external { owner = to; }
}`,
  'Shop.sol': `import './Prices.sol';
import './Token.sol';
contract Shop {
  Token public token;
  uint256 public price;
  constructor(Token t) { token = t; price = Prices.twice(4); }
}`,
  'Box.sol': box('value = v;'),
}

/** A contract that is put behind a proxy. */
export function box(
  body: string,
  variables = 'uint256 public value; address public owner;',
): string {
  return `contract Box {
  ${variables}
  function initialize(uint256 v) external { require(owner == address(0)); value = v; owner = msg.sender; }
  function set(uint256 v) external { ${body} }
  function transferOwnership(address to) external { owner = to; }
}`
}

/** Two files: plain contracts and calls; what uses them, and a proxy. */
export const migrations: Readonly<Record<string, string>> = {
  '01_token': `
    await m.deploy('Prices')
    const token = await m.deploy('Token', { args: ['Gold', 1000n] })
    await token.mint(m.accounts[1], 5n)`,
  '02_shop': `
    await m.deploy('Shop', { args: [await m.deployed('Token')] })
    const box = await m.deployProxy('Box', { args: [42n] })
    await box.set(43n)`,
}
