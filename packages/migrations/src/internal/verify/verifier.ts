import type { Hex } from '@scaffold-evm/common'
import type { SolcInput } from '@scaffold-evm/compiler'
import type { VerifiedMatch } from '@scaffold-evm/project'
import type { Libraries } from './compare-code.js'

/** All that services want to know of a contract. */
export interface Submission {
  readonly name: string
  readonly address: string
  /** Long version, e.g. `0.8.37+commit.…`. */
  readonly solc: string
  readonly input: SolcInput
  /** Fully qualified. */
  readonly contract: string
  /** How the input fits what is on the chain. */
  readonly match: VerifiedMatch
  readonly libraries: Libraries
  readonly transactionHash: Hex | undefined
  /** Encoded. Asked for by services that need them only. */
  constructorArguments(): Promise<Hex>
}

/** What came of it. */
export interface VerifierOutcome {
  readonly status: 'verified' | 'already-verified'
  readonly match: VerifiedMatch
  /** Where people can look at it. */
  readonly url: string | undefined
}

/** A service that publishes sources. */
export interface Verifier {
  readonly name: string
  /** @throws `VERIFIER_REFUSED`, `VERIFIER_UNREACHABLE`, `VERIFIER_ANSWER_INVALID`, `VERIFIER_PENDING`. */
  verify(submission: Submission): Promise<VerifierOutcome>
  /** Tells the service where a proxy leads. Undefined where the service sees it by itself. */
  linkProxy?(proxy: {
    readonly name: string
    readonly address: string
    readonly implementation: string
  }): Promise<void>
}
