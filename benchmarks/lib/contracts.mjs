// Compiles what the benchmarks run, with the soljson of all sides.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { contracts } from './small-project.mjs'

const require = createRequire(import.meta.url)

function compile(source, name) {
  const input = {
    language: 'Solidity',
    sources: { 'a.sol': { content: source } },
    settings: {
      optimizer: { enabled: true, runs: 200 },
      outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } },
    },
  }
  const output = JSON.parse(require('solc').compile(JSON.stringify(input)))
  const { evm } = output.contracts['a.sol'][name]
  return { bytecode: `0x${evm.bytecode.object}`, selectors: evm.methodIdentifiers }
}

export const word = (value) => BigInt(value).toString(16).padStart(64, '0')

/** An ERC-20 whose deployer has 10^18. */
export function tokenBytecode() {
  return compile(contracts['contracts/Token.sol'], 'Token').bytecode + word(10n ** 18n)
}

/** The loops of an EVM: creation code, and the call data of each loop by its name. */
export function loops() {
  const file = new URL('../contracts/Loops.sol', import.meta.url)
  const { bytecode, selectors } = compile(readFileSync(file, 'utf8'), 'Loops')
  const callData = (name, count) => `0x${selectors[`${name}(uint256)`]}${word(count)}`
  return { bytecode, callData }
}
