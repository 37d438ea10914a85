/** What a piece of an execution is. */
export type GasNodeKind =
  | 'all'
  /** Code of a contract that runs for a call from outside or from another contract. */
  | 'contract'
  | 'function'
  | 'precompile'
  /** What is charged and is no instruction: see {@link GasCost}. */
  | 'cost'

/** Gas by who called whom. */
export interface GasNode {
  /** E.g. `Token`, `transfer`, `ERC20._transfer`, `ecrecover`, `call data`. */
  readonly name: string
  readonly kind: GasNodeKind
  /** Of a function of the project: where it is. */
  readonly place: GasPlace | undefined
  /** What it took itself. */
  readonly self: number
  /** With all that it called. */
  readonly total: number
  /** Most gas first. */
  readonly children: readonly GasNode[]
}

/** A line of a source, counted from 1. */
export interface GasPlace {
  readonly sourceName: string
  readonly line: number
}

/** Gas of a line. */
export interface GasLine extends GasPlace {
  /** Of its instructions, without what they called. */
  readonly gas: number
  /** How often execution came to it. */
  readonly times: number
}

/** Gas that is of no line. */
export interface GasCost {
  /**
   * `transaction` (21,000 each), `call data`, `contract creation`, `access list`, `authorizations`, `least price of call data`
   * (EIP-7623), `refund` (negative), `code deposit`, `precompiles`, `unknown code`, `code of no
   * source`, `failed calls`, `not recorded`.
   */
  readonly name: string
  readonly gas: number
}

/** Gas of a function wherever it was called. */
export interface FunctionGasShare {
  readonly name: string
  readonly place: GasPlace | undefined
  readonly self: number
  /** With all that it called; what it called itself again counts once. */
  readonly total: number
}

/**
 * Where the gas of transactions went: `lines` and `costs` add up to `gasUsed`, to the last unit, and so does `root` with what
 * was refunded.
 */
export interface GasProfile {
  readonly transactions: number
  readonly gasUsed: number
  /** Not in `root`. */
  readonly refund: number
  readonly root: GasNode
  /** Most gas first. */
  readonly lines: readonly GasLine[]
  readonly functions: readonly FunctionGasShare[]
  readonly costs: readonly GasCost[]
}
