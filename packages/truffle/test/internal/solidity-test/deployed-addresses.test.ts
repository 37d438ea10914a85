import { createDevchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { id } from 'ethers'
import {
  deployedAddressesArtifact,
  deployedAddressesSource,
} from '../../../src/internal/solidity-test/deployed-addresses.js'
import type { TruffleArtifact, TruffleArtifactStore } from '../../../src/truffle-artifact.js'

function storeOf(addresses: Readonly<Record<string, string | undefined>>): TruffleArtifactStore {
  return {
    directory: '',
    names: () => Object.keys(addresses),
    find(contractName): TruffleArtifact | undefined {
      const address = addresses[contractName]
      const networks = address === undefined ? {} : { 5777: { events: {}, links: {}, address } }
      return { contractName, abi: [], bytecode: '0x', deployedBytecode: '0x', networks }
    },
    write: () => undefined,
    refresh: () => undefined,
  }
}

describe('deployedAddressesSource', () => {
  it('has a function for each name once, with the type that the compiler knows', () => {
    const names = ['Box', 'Box', 'Assert', 'DeployedAddresses', 'not a name', 'Zed']
    const source = deployedAddressesSource(names, { hasPayableAddresses: true })
    expect([...source.matchAll(/function (\w+)/g)].map((match) => match[1])).to.deep.equal([
      'Box',
      'Zed',
    ])
    expect(source).to.include('returns (address payable)')
    expect(deployedAddressesSource(names, { hasPayableAddresses: false })).not.to.include('payable')
  })
})

describe('deployedAddressesArtifact', () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `Contract${index}`,
      `0x${(index + 1).toString(16).padStart(40, '0')}`,
    ]),
  )

  it('is code that answers each address under its name and reverts for others', async () => {
    const store = storeOf({ ...many, Nowhere: undefined })
    const { bytecode } = await deployedAddressesArtifact(store, '5777')
    const chain = await createDevchain({ hardfork: 'byzantium' })
    try {
      const [account] = chain.accounts
      const hash = await chain.request({
        method: 'eth_sendTransaction',
        params: [{ from: account?.address, data: bytecode, gas: '0x500000' }],
      })
      const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
      const to: unknown = Reflect.get(Object(receipt), 'contractAddress')
      const ask = (name: string): Promise<unknown> =>
        chain.request({ method: 'eth_call', params: [{ to, data: id(`${name}()`).slice(0, 10) }] })
      for (const [name, address] of Object.entries(many)) {
        expect(await ask(name)).to.equal(`0x${address.slice(2).padStart(64, '0')}`)
      }
      const failure = await ask('Nowhere').catch((error: unknown) => error)
      expect(String(failure)).to.include('revert')
    } finally {
      await chain.close()
    }
  })
})
