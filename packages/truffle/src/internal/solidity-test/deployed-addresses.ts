import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import { rawContract } from './raw-contract.js'

/** Import path of the library that tests ask for deployed contracts. */
export const deployedAddressesPath = 'truffle/DeployedAddresses.sol'

/** Names that tests must not ask for: these libraries are part of what asks. */
const ownNames = new Set(['Assert', 'DeployedAddresses'])

/**
 * What a test is compiled against: the library with a function for each contract. The addresses are known only after
 * the migrations, and are then in code that needs no compiler: {@link deployedAddressesArtifact}.
 */
export function deployedAddressesSource(
  names: readonly string[],
  { hasPayableAddresses }: { readonly hasPayableAddresses: boolean },
): string {
  const type = hasPayableAddresses ? 'address payable' : 'address'
  const functions = [...new Set(names)]
    .filter((name) => !ownNames.has(name) && /^[A-Za-z_$][\w$]*$/.test(name))
    .sort()
    .map((name) => `  function ${name}() public pure returns (${type}) { revert(); }`)
  return [
    '//SPDX-License-Identifier: MIT',
    'pragma solidity >= 0.4.15 < 0.9.0;',
    '',
    'library DeployedAddresses {',
    ...functions,
    '}',
    '',
  ].join('\n')
}

/** The library with the addresses of all contracts that are deployed on a network; every other function reverts. */
export async function deployedAddressesArtifact(
  store: TruffleArtifactStore,
  networkId: string,
): Promise<TruffleArtifact> {
  const { loadKeccak256 } = await import('@scaffold-evm/devchain')
  const keccak256 = await loadKeccak256()
  const deployed = store
    .names()
    .filter((name) => !ownNames.has(name))
    .map((name) => ({ name, address: store.find(name)?.networks[networkId]?.address }))
  const entries = deployed.flatMap(({ name, address }) => {
    if (address === undefined) return []
    const selector = Buffer.from(keccak256(Buffer.from(`${name}()`))).toString('hex', 0, 4)
    return [{ selector, address: address.slice(2).toLowerCase().padStart(40, '0') }]
  })
  const { abi } = store.find('DeployedAddresses') ?? { abi: [] }
  return rawContract('DeployedAddresses', abi, dispatcher(entries))
}

interface Entry {
  readonly selector: string
  readonly address: string
}

/** DIV and not SHR, so that it runs under the rules of every fork. */
const readSelector = `600035${'7c01'}${'00'.repeat(28)}90${'04'}`

/** Compares the selector with each entry's, and returns the address where it is the same. */
function dispatcher(entries: readonly Entry[]): string {
  const code = entries.map(({ selector, address }, index) => {
    // DUP1, PUSH4, EQ, ISZERO, PUSH2 next, JUMPI, PUSH20, PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, RETURN, JUMPDEST
    const next = readSelector.length / 2 + (index + 1) * entryBytes - 1
    const target = next.toString(16).padStart(4, '0')
    return `8063${selector}141561${target}5773${address}60005260206000f35b`
  })
  return `${readSelector}${code.join('')}60006000fd`
}

const entryBytes = 42
