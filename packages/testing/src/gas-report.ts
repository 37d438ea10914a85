/** Gas of several calls. */
export interface GasFigures {
  readonly calls: number
  readonly min: number
  readonly median: number
  /** Rounded to whole gas, as the median. */
  readonly mean: number
  readonly max: number
}

/** Gas of what a contract did. Calls that failed do not count. */
export interface GasUse {
  /** Of transactions: all that their senders paid for. Undefined when there were none. */
  readonly transactions: GasFigures | undefined
  /** Of calls by other contracts: what the call itself took, refunds not taken off. */
  readonly inner: GasFigures | undefined
}

/** Gas of a function. */
export interface FunctionGasUse extends GasUse {
  /** E.g. `transfer(address,uint256)`; `receive` and `fallback` by their words. */
  readonly signature: string
}

/** Gas of deploying a contract. */
export interface DeploymentGasUse extends GasUse {
  /** Of the code that stays; 0 when it was not deployed. */
  readonly sizeBytes: number
  /** Of the code that is sent, arguments included; the most there was. */
  readonly initSizeBytes: number
}

/** Gas of a contract, as it is compiled for production. */
export interface ContractGasUse {
  readonly sourceName: string
  readonly contractName: string
  /** Names of the proxies that it was called through. */
  readonly proxies: readonly string[]
  readonly deployment: DeploymentGasUse
  readonly functions: readonly FunctionGasUse[]
}
