import type { Contract, ContractFactory } from 'ethers'

declare global {
  /** The contracts of the project by name and by fully qualified name. Filled in by the generated types. */
  interface ScaffoldContracts {}
  /** Constructor arguments by the same names. Filled in by the generated types. */
  interface ScaffoldContractArgs {}
}

/** A contract's name, `Token`, or its fully qualified name, `contracts/Token.sol:Token`. Known names are completed by editors. */
export type ContractName = keyof ScaffoldContracts | (string & {})

/** The type of a contract by its name: the generated one, or `Contract` for names that are not known when types are checked. */
export type ContractOf<N extends string> = N extends keyof ScaffoldContracts
  ? ScaffoldContracts[N]
  : Contract

/** The constructor arguments of a contract by its name, ethers' overrides as an optional last one. */
export type ContractArgsOf<N extends string> = N extends keyof ScaffoldContractArgs
  ? ScaffoldContractArgs[N]
  : readonly unknown[]

/** An ethers factory that deploys contracts typed by name. */
export type ContractFactoryOf<N extends string> = Omit<
  ContractFactory,
  'deploy' | 'attach' | 'connect'
> & {
  deploy(
    ...args: ContractArgsOf<N> extends readonly unknown[] ? ContractArgsOf<N> : never
  ): Promise<ContractOf<N>>
  attach(target: string): ContractOf<N>
  connect(runner: Parameters<ContractFactory['connect']>[0]): ContractFactoryOf<N>
}
