import { createRandom, type Random } from './random.js'
import {
  isReference,
  randomType,
  type SolidityType,
  solidityName,
  structs,
} from './solidity-type.js'

/** A function of the generated contract that a script may call. */
export interface GeneratedFunction {
  /** Name, or signature for `methods[…]`. */
  readonly name: string
  readonly kind: 'call' | 'transaction'
  readonly inputs: readonly SolidityType[]
}

/** A generated contract: its source, and what a script may do with it. */
export interface GeneratedContract {
  readonly source: string
  readonly functions: readonly GeneratedFunction[]
  readonly constructorInputs: readonly SolidityType[]
  readonly events: readonly string[]
}

/** Makes `Gen` and `Lib`: functions that give back what they get, events of it, and reverts of every kind. */
export function generateContract(seed: number): GeneratedContract {
  const random = createRandom(seed)
  const echoes = Array.from({ length: 8 }, (_, index) => generateEcho(random, index))
  const emitters = Array.from({ length: 6 }, (_, index) => generateEmitter(random, index))
  const constructorInputs = [randomType(random), randomType(random)]
  return {
    source: sourceOf(
      [...echoes, ...emitters].map(({ source }) => source),
      constructorInputs,
    ),
    functions: [...[...echoes, ...emitters].map((made) => made.function), ...fixedFunctions],
    constructorInputs,
    events: [...emitters.map((_, index) => `Event${index}`), 'Value', 'Many', 'allEvents'],
  }
}

interface Generated {
  readonly source: string
  readonly function: GeneratedFunction
}

function declare(types: readonly SolidityType[], names: readonly string[]): string {
  const parts = types.map((type, index) => {
    const place = isReference(type) ? ' memory' : ''
    return `${solidityName(type)}${place} ${names[index] ?? ''}`.trim()
  })
  return parts.join(', ')
}

function generateEcho(random: Random, index: number): Generated {
  const inputs = Array.from({ length: 1 + random.below(3) }, () => randomType(random))
  const names = inputs.map((_, position) => `a${position}`)
  const results = names.map((name) => (random.chance(0.6) ? `r${name}` : ''))
  const mutability = random.chance(0.8) ? 'pure' : 'view'
  return {
    source: `function echo${index}(${declare(inputs, names)}) public ${mutability} returns (${declare(inputs, results)}) { ${mutability === 'view' ? 'require(address(this) != address(0)); ' : ''}return (${names.join(', ')}); }`,
    function: { name: `echo${index}`, kind: 'call', inputs },
  }
}

function generateEmitter(random: Random, index: number): Generated {
  const inputs = Array.from({ length: 1 + random.below(3) }, () => randomType(random))
  const names = inputs.map((_, position) => `a${position}`)
  let indexedLeft = 3
  const parameters = inputs.map((type, position) => {
    const isChosen = indexedLeft-- > 0 && random.chance(0.4)
    const indexed = isChosen && !isListOfAddresses(type) ? ' indexed' : ''
    return `${solidityName(type)}${indexed} ${random.chance(0.8) ? `e${position}` : ''}`.trim()
  })
  const anonymous = random.chance(0.15) ? ' anonymous' : ''
  return {
    source: `event Event${index}(${parameters.join(', ')})${anonymous};
  function emit${index}(${declare(inputs, names)}) public { emit Event${index}(${names.join(', ')}); }`,
    function: { name: `emit${index}`, kind: 'transaction', inputs },
  }
}

/** Of the hash of `address[1]`, Truffle gives an array that throws when it is read; here such a log is left out. */
function isListOfAddresses(type: SolidityType): boolean {
  return type.kind === 'array' && (type.item.kind === 'address' || isListOfAddresses(type.item))
}

const uint256: SolidityType = { kind: 'uint', bits: 256 }

const fixedFunctions: readonly GeneratedFunction[] = [
  { name: 'set', kind: 'transaction', inputs: [uint256] },
  { name: 'value', kind: 'call', inputs: [] },
  { name: 'pay', kind: 'transaction', inputs: [] },
  { name: 'fail', kind: 'transaction', inputs: [{ kind: 'uint', bits: 8 }] },
  { name: 'failView', kind: 'call', inputs: [{ kind: 'uint', bits: 8 }] },
  { name: 'over', kind: 'call', inputs: [{ kind: 'address' }] },
  { name: 'over', kind: 'call', inputs: [uint256, uint256] },
  { name: 'over(uint256)', kind: 'call', inputs: [uint256] },
  { name: 'over(address)', kind: 'call', inputs: [{ kind: 'address' }] },
  { name: 'over(uint256,uint256)', kind: 'call', inputs: [uint256, uint256] },
  { name: 'useLib', kind: 'transaction', inputs: [uint256] },
  { name: 'nothing', kind: 'call', inputs: [] },
  { name: 'both', kind: 'transaction', inputs: [uint256] },
  { name: 'put', kind: 'transaction', inputs: [uint256] },
  { name: 'put', kind: 'transaction', inputs: [{ kind: 'string' }, uint256] },
  { name: 'put(address)', kind: 'transaction', inputs: [{ kind: 'address' }] },
  { name: 'put(string,uint256)', kind: 'transaction', inputs: [{ kind: 'string' }, uint256] },
  { name: 'frame', kind: 'call', inputs: [] },
]

const reverts = `
    if (kind == 0) require(false, "no such luck");
    if (kind == 1) require(false);
    if (kind == 2) assert(false);
    if (kind == 3) revert Custom(7, "bad");
    if (kind == 4) { uint256[] memory list = new uint256[](1); list[kind]; }
    if (kind == 5) assembly { invalid() }
    if (kind == 6) { uint256 zero = kind - 6; 1 / zero; }
    if (kind == 7) { uint8 small = uint8(kind) + 249; require(small == 0); }
    if (kind == 8) revert Bare();
    if (kind == 9) require(false, "");
    if (kind == 10) Color(kind);
    if (kind == 11) revert Foreign.Other(msg.sender);`

function sourceOf(members: readonly string[], constructorInputs: readonly SolidityType[]): string {
  const names = constructorInputs.map((_, index) => `c${index}`)
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
library Foreign { error Other(address who); }
library Lib {
  event Said(uint256 indexed what, string how);
  function twice(uint256 what) external returns (uint256) { emit Said(what, "twice"); return 2 * what; }
}
contract Gen {
  enum Color { Red, Green, Blue }
${structs.map(structSource).join('\n')}
  error Custom(uint256 code, string why);
  error Bare();
  event Value(address indexed who, uint256 from, uint256 to);
  event Many(uint256 what);
  event Many(address indexed what);
  event Many(string indexed what, uint256 more);
  uint256 public value;
  constructor(${declare(constructorInputs, names)}) payable { value = 1; }
  ${members.join('\n  ')}
  function set(uint256 next) public { emit Value(msg.sender, value, next); value = next; }
  function pay() public payable { emit Value(msg.sender, msg.value, value); }
  function nothing() public view { value; }
  function over(uint256 a) public pure returns (uint256) { return a; }
  function over(uint256 a, uint256 b) public pure returns (uint256) { return a ^ b; }
  function over(address a) public pure returns (address) { return a; }
  function useLib(uint256 a) public returns (uint256) { return Lib.twice(a % 1000); }
  function put(uint256 a) public { emit Many(a); }
  function put(string memory a, uint256 b) public payable { emit Many(a, b); }
  function put(address a) public { emit Many(a); }
  function crowd(Person[] memory a) public pure returns (Person[] memory) { return a; }
  function pair(bytes8[2] memory a) public pure returns (bytes8[2] memory) { return a; }
  function frame() public view returns (uint256 number, address sender, uint256 price, uint256 limit) { return (block.number, msg.sender, tx.gasprice, block.gaslimit); }
  function both(uint256 a) public { set(a); Lib.twice(a % 1000); set(a % 7); }
  function fail(uint8 kind) public { value = kind;${reverts} }
  function failView(uint8 kind) public view returns (uint256) {${reverts} return value; }
  fallback() external payable { require(msg.data.length < 40, "too much"); emit Value(msg.sender, msg.value, msg.data.length); }
  receive() external payable { emit Value(msg.sender, msg.value, 0); }
}
contract Plain { uint256[] public list; mapping(address => uint256) public shares; constructor(uint256 first) { list.push(first); } }
contract Names {
  event Heard(string what);
  function call(uint256 a) public pure returns (uint256) { return a; }
  function send(uint256 a) public { emit Heard("send"); a; }
  function methods() public pure returns (uint256) { return 1; }
  function contractName() public pure returns (string memory) { return "own"; }
  function estimateGas() public pure returns (uint256) { return 2; }
  function sendTransaction(uint256 a) public { emit Heard("sendTransaction"); a; }
  function transactionHash() public pure returns (uint256) { return 3; }
  function toString() public pure returns (string memory) { return "text"; }
  function length() public pure returns (uint256) { return 4; }
  function _under(uint256) public pure returns (uint256) { return 5; }
}
contract Picky { constructor(uint256 value) { require(value > 5, "unlucky"); } }
abstract contract Missing { function absent() public virtual; }
`
}

function structSource({ name, fields }: (typeof structs)[number]): string {
  const lines = fields.map((field, index) => `${solidityName(field)} f${index};`)
  return `  struct ${name} { ${lines.join(' ')} }`
}
