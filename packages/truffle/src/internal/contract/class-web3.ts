import type { AnyProvider } from '../rpc/json-rpc.js'
import type { ContractClass } from './contract-class.js'

/** What web3 is made with. */
export interface Web3Environment {
  /** web3 over a provider, loaded when it is called. */
  createWeb3(provider: unknown): unknown
}

interface OwnWeb3 {
  readonly currentProvider: AnyProvider | null
  setProvider(provider: unknown): unknown
}

/** The web3 of a class, made when somebody asks for it. Its provider is what the transactions of the class go to. */
export class ClassWeb3 {
  readonly #contract: ContractClass
  readonly #environment: Web3Environment
  #web3: OwnWeb3 | undefined
  /** What the class had when web3 was told of it, and what web3 made of that. */
  #told: unknown
  #taken: unknown

  constructor(contract: ContractClass, environment: Web3Environment) {
    this.#contract = contract
    this.#environment = environment
  }

  load(): OwnWeb3 {
    const { currentProvider } = this.#contract
    this.#web3 ??= this.#environment.createWeb3(undefined) as OwnWeb3
    if (this.#told !== currentProvider) {
      this.#web3.setProvider(currentProvider)
      this.#told = currentProvider
      this.#taken = this.#web3.currentProvider
    }
    return this.#web3
  }

  /** Puts another web3 in its place, with the provider that it has. */
  replace(web3: unknown): void {
    this.#web3 = web3 as OwnWeb3
    this.#told = this.#contract.currentProvider
    this.#taken = undefined
  }

  /** That of the class, unless web3 was given another one since. */
  get requestProvider(): AnyProvider | undefined {
    const { currentProvider } = this.#contract
    if (this.#web3 === undefined || this.#told !== currentProvider) return currentProvider
    const { currentProvider: given } = this.#web3
    return given === this.#taken ? currentProvider : (given ?? undefined)
  }
}
