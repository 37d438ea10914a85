import type { Hex } from '@scaffold-evm/common'
import type { BuildIdentity, JsonValue } from '@scaffold-evm/project'

/** A contract that is to be verified. */
export interface VerifyTarget {
  /** What it is called when talking about it. */
  readonly name: string
  readonly address: string
  /** Fully qualified, or as the user named it. */
  readonly contract: string
  /** What deployed it; undefined when that is not recorded. */
  readonly migration?: string | undefined
  readonly args?: readonly JsonValue[] | undefined
  /** Encoded constructor arguments that the user gave. */
  readonly givenArguments?: Hex | undefined
  readonly transactionHash?: Hex | undefined
  /** The transaction in which another contract made it. */
  readonly createdIn?: Hex | undefined
  readonly codeDigest?: Hex | undefined
  readonly build?: BuildIdentity | undefined
  /** What it passes its calls on to, when it is a proxy. */
  readonly implementation?: string | undefined
}
