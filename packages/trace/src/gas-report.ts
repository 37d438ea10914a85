/** Gas of some calls, in the order in which they were made. */
export type GasSamples = readonly number[]

/** What the calls of one function took. Calls that failed do not count. */
export interface FunctionGas {
  /** E.g. `transfer(address,uint256)`; `receive` and `fallback` by their words. */
  readonly signature: string
  /** Of transactions: all that their senders paid for. */
  readonly transactions: GasSamples
  /** Of calls by other contracts: what the call itself took, refunds not taken off. */
  readonly inner: GasSamples
}

/** What deploying a contract took. */
export interface DeploymentGas {
  readonly transactions: GasSamples
  /** By other contracts. */
  readonly inner: GasSamples
  /** Of the code that stays; 0 when it was not deployed. */
  readonly sizeBytes: number
  /** Of the code that is sent, arguments included; the most there was. */
  readonly initSizeBytes: number
}

/** Gas of a contract. */
export interface ContractGas {
  readonly sourceName: string
  readonly contractName: string
  /** Names of the proxies that it was called through. */
  readonly proxies: readonly string[]
  readonly deployment: DeploymentGas
  /** In the order of their signatures. */
  readonly functions: readonly FunctionGas[]
}

/** What several processes measured, as one. */
export function mergeGas(reports: readonly (readonly ContractGas[])[]): readonly ContractGas[] {
  const all = new Map<string, ContractGas>()
  for (const contract of reports.flat()) {
    const key = `${contract.sourceName}:${contract.contractName}`
    const known = all.get(key)
    all.set(key, known === undefined ? contract : mergeContract(known, contract))
  }
  return [...all.values()].sort(compareContracts)
}

/** By name, then by source. */
export function compareContracts(a: ContractGas, b: ContractGas): number {
  const [first, second] = [a, b].map((one) => `${one.contractName} ${one.sourceName}`)
  return (first ?? '') < (second ?? '') ? -1 : 1
}

function mergeContract(a: ContractGas, b: ContractGas): ContractGas {
  const signatures = [...a.functions, ...b.functions].map(({ signature }) => signature)
  const functionOf = ({ functions }: ContractGas, signature: string): FunctionGas | undefined =>
    functions.find((one) => one.signature === signature)
  return {
    ...a,
    proxies: [...new Set([...a.proxies, ...b.proxies])].sort(),
    deployment: {
      ...mergeSamples(a.deployment, b.deployment),
      sizeBytes: Math.max(a.deployment.sizeBytes, b.deployment.sizeBytes),
      initSizeBytes: Math.max(a.deployment.initSizeBytes, b.deployment.initSizeBytes),
    },
    functions: [...new Set(signatures)].sort().map((signature) => ({
      signature,
      ...mergeSamples(functionOf(a, signature), functionOf(b, signature)),
    })),
  }
}

type Samples = Pick<FunctionGas, 'transactions' | 'inner'>

function mergeSamples(a: Samples | undefined, b: Samples | undefined): Samples {
  return {
    transactions: [...(a?.transactions ?? []), ...(b?.transactions ?? [])],
    inner: [...(a?.inner ?? []), ...(b?.inner ?? [])],
  }
}
