import type { ErrorFragment, EventFragment, Interface } from 'ethers'
import type { AssertionSelf, LogLike, MatcherKit } from './kit.js'

/** The event that the latest `emit` of a chain matched. */
export interface EmittedEvent {
  readonly name: string
  readonly abi: Interface
  readonly fragment: EventFragment
  readonly logs: readonly LogLike[]
}

/** The custom error that `revertedWithCustomError` matched. */
export interface MatchedError {
  readonly abi: Interface
  readonly fragment: ErrorFragment
  readonly data: string
}

/**
 * What the asynchronous matchers of one chain know of each other. It is shared by all assertion objects of
 * the chain: chai makes a new one, with the flags copied, at each word such as `.and`.
 */
export interface ChainState {
  previousMatcher?: string
  /** Settles when everything asked for so far is decided. */
  promise?: Promise<unknown>
  /** Whether a later part of the chain was refused, so that nothing more need be checked. */
  isAborted?: boolean
  isEventExpected?: boolean
  isErrorExpected?: boolean
  event?: EmittedEvent
  error?: MatchedError
}

const flagName = 'scaffold.chain'

/** The state of the chain that `self` is a part of. */
export function chainStateOf(kit: MatcherKit, self: AssertionSelf): ChainState {
  const known: ChainState | undefined = kit.utils.flag(self, flagName)
  if (known !== undefined) return known
  const fresh: ChainState = {}
  kit.utils.flag(self, flagName, fresh)
  return fresh
}
