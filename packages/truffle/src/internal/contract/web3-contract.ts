import type { ContractClass, Instance } from './contract-class.js'

interface Web3WithContract {
  readonly eth: { readonly Contract: new (abi: readonly unknown[], address?: string) => object }
}

/** The web3 contract behind an instance. */
export function createWeb3Contract({ web3, abi }: ContractClass, instance: Instance): object {
  const { Contract } = (web3 as Web3WithContract).eth
  const contract = new Contract(abi, instance.address)
  return Object.assign(contract, { transactionHash: instance.transactionHash })
}
