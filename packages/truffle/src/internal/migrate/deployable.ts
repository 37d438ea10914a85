/** The promise of a contract being created, which tells of its transaction on the way. */
export interface DeploymentPromise extends Promise<DeployedInstance> {
  on?(event: 'transactionHash', listener: (hash: string) => void): unknown
  on?(event: 'receipt', listener: (receipt: unknown) => void): unknown
}

/** What creating a contract gives. */
export interface DeployedInstance {
  readonly address: string
  readonly transactionHash?: string | undefined
}

/**
 * What a deployer needs of a contract abstraction: ours, or one that a migration made itself with another copy of
 * @truffle/contract.
 */
export interface Deployable {
  readonly contractName: string
  readonly bytecode: string
  /** Throws unless there is one. */
  address: string
  transactionHash: string | undefined
  readonly network_id?: string | number | null | undefined
  timeoutBlocks?: number | undefined
  /** Addresses of libraries, by name. */
  readonly links: Readonly<Record<string, string>>
  readonly new: {
    (...args: unknown[]): DeploymentPromise
    estimateGas?(...args: unknown[]): Promise<unknown>
    request?(...args: unknown[]): Promise<unknown>
  }
  isDeployed(): boolean
  deployed(): Promise<DeployedInstance>
  detectNetwork?(): Promise<unknown>
  defaults(): Readonly<Record<string, unknown>>
  link(library: unknown): void
  readonly _json?: unknown
}

/** Takes what a migration hands over for a contract abstraction; what is missing shows when it is used. */
export function asDeployable(contract: unknown): Deployable {
  return contract as Deployable
}

/** The value of a transaction option among a constructor's arguments: that of the last object that has it. */
export function argumentOption(args: readonly unknown[], name: string): unknown {
  const holders = args.filter(
    (arg) =>
      typeof arg === 'object' && arg !== null && !Array.isArray(arg) && Object.hasOwn(arg, name),
  )
  return Reflect.get(Object(holders.at(-1)), name)
}
