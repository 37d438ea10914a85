/**
 * The text of `truffle/console.sol`: a `log` for up to four values of the types that the chain's log reader knows, and
 * one for each further type. Made when it is imported, as it is long and regular.
 */
export function consoleSource(): string {
  const [none, ...overloads] = combinations(4)
  return `// SPDX-License-Identifier: MIT
pragma solidity >=0.4.22 <0.9.0;

/// @title Prints from contracts
library console {
${logFunction('log', none ?? [])}
${overloads.map((types) => logFunction('log', types)).join('\n')}
${namedTypes()
  .map(([name, type]) => logFunction(`log${name}`, [type]))
  .join('\n')}

    function _send(bytes memory payload) private view {
        assembly {
            pop(staticcall(gas(), 0x000000000000000000636F6e736F6c652e6c6f67, add(payload, 32), mload(payload), 0, 0))
        }
    }
}
`
}

const types = ['uint256', 'string', 'bool', 'address']

/** All lists of up to `length` types, the shorter ones first. */
function combinations(length: number): readonly (readonly string[])[] {
  if (length === 0) return [[]]
  const shorter = combinations(length - 1)
  const longest = shorter.filter((list) => list.length === length - 1)
  return [...shorter, ...longest.flatMap((list) => types.map((type) => [...list, type]))]
}

function namedTypes(): readonly (readonly [name: string, type: string])[] {
  const fixed = Array.from({ length: 32 }, (_, index) => `bytes${index + 1}`)
  return [
    ['Address', 'address'],
    ['Bool', 'bool'],
    ['String', 'string'],
    ['Uint256', 'uint256'],
    ['Uint', 'uint256'],
    ['Bytes', 'bytes'],
    ['Int256', 'int256'],
    ['Int', 'int256'],
    ...fixed.map((type) => [`B${type.slice(1)}`, type] as const),
  ]
}

function logFunction(name: string, parameters: readonly string[]): string {
  const declared = parameters.map((type, index) => `${declaration(type)} v${index}`).join(', ')
  const values = parameters.map((_, index) => `, v${index}`).join('')
  const signature = `log(${parameters.join(',')})`
  return `    function ${name}(${declared}) internal view { _send(abi.encodeWithSignature("${signature}"${values})); }`
}

function declaration(type: string): string {
  return type === 'string' || type === 'bytes' ? `${type} memory` : type
}
