import { readFileSync } from 'node:fs'
import { createDevchain, type Devchain, type DevchainOptions } from '@scaffold-evm/devchain'
import {
  type AbstractionContext,
  type ContractAbstraction,
  createAbstraction,
} from '../../../src/index.js'

/** Any method of an abstraction or an instance. */
export type Method = ((...values: unknown[]) => Promise<never>) & {
  readonly call: (...values: unknown[]) => Promise<never>
  readonly sendTransaction: (...values: unknown[]) => Promise<never>
  readonly estimateGas: (...values: unknown[]) => Promise<number>
  readonly request: (...values: unknown[]) => Promise<Readonly<Record<string, unknown>>>
}

export interface TestInstance {
  readonly [name: string]: Method
}

interface Recordings {
  readonly recordings: readonly { readonly artifacts: Readonly<Record<string, object>> }[]
}

const file = new URL('../../../../test/fixtures/differential.json', import.meta.url)
const { recordings } = JSON.parse(readFileSync(file, 'utf8')) as Recordings

/** The contract that the first of the recorded scripts is for: `Gen`, `Lib`, `Picky`, `Missing`. */
export function artifactNamed(name: string): object {
  return structuredClone(recordings[0]?.artifacts[name] ?? {})
}

/** A chain in this process and contracts on it. */
export interface ContractBench {
  readonly chain: Devchain
  readonly accounts: readonly string[]
  readonly context: AbstractionContext
  /** How often the chain was asked what. */
  readonly requests: Map<string, number>
  abstraction(name: string): ContractAbstraction
  /** `Gen`, deployed, with its library. */
  deployGen(): Promise<TestInstance>
  close(): Promise<void>
}

export async function openContractBench(options: DevchainOptions = {}): Promise<ContractBench> {
  const chain = await createDevchain({
    dialect: 'ganache',
    networkId: 1337,
    logger() {},
    ...options,
  })
  const accounts = chain.accounts.map(({ address }) => String(address))
  const requests = new Map<string, number>()
  const provider = {
    request(payload: { readonly method: string }) {
      requests.set(payload.method, (requests.get(payload.method) ?? 0) + 1)
      return chain.request(payload)
    },
  }
  const context = {
    provider: provider as never,
    networkId: '1337',
    defaults: { from: accounts[0] },
    loadWeb3(): never {
      throw new Error('web3 was loaded')
    },
  }
  const abstraction = (name: string) => createAbstraction(artifactNamed(name), context)
  return {
    chain,
    accounts,
    context,
    requests,
    abstraction,
    async deployGen() {
      const Gen = abstraction('Gen')
      const Lib = abstraction('Lib')
      const library = await Lib.new()
      Lib.address = library.address
      Gen.link(Lib)
      return (await Gen.new(...genArguments)) as unknown as TestInstance
    },
    close: () => chain.close(),
  }
}

/** What the constructor of the first script's contract takes: an integer and a struct of two. */
export const genArguments: readonly unknown[] = [1, [1, 2]]
