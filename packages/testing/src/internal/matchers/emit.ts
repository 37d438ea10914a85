import { inspect } from 'node:util'
import type { EventFragment, Interface } from 'ethers'
import { isRecord } from '../guards.js'
import { assertArgumentsEqual } from './arguments-equal.js'
import { type AsyncMatcher, startAsyncMatcher } from './async-matcher.js'
import { chainStateOf } from './chain-state.js'
import {
  type AssertionSelf,
  assertionError,
  isMatcherProvider,
  type LogLike,
  type MatcherKit,
  type MatcherProvider,
  type ReceiptLike,
} from './kit.js'
import { isBytes32String, parseHash } from './revert.js'

interface EventSource {
  readonly interface: Interface
  readonly target: unknown
  readonly runner: { readonly provider?: unknown } | null
}

/** Adds `emit(contract, event)`. */
export function addEmit(kit: MatcherKit): void {
  kit.chai.Assertion.addMethod(
    'emit',
    function (this: AssertionSelf, contract: EventSource, event: string, ...rest: unknown[]) {
      const state = chainStateOf(kit, this)
      const previous = state.promise
      const matcher = startAsyncMatcher(kit, this, { name: 'emit', repeatable: true })
      state.isEventExpected = true
      return matcher.settle(async () => {
        await previous
        if (matcher.isAborted()) return
        const receipt = await receiptOf(kit, matcher, contract)
        if (matcher.isAborted()) return
        const fragment = findEvent(kit, contract, event)
        refuseExtraArguments(kit, rest)
        const logs = logsOf(kit, receipt, contract, fragment)
        matcher.check(
          logs.length > 0,
          `Expected event "${event}" to be emitted, but it wasn't`,
          `Expected event "${event}" NOT to be emitted, but it was`,
        )
        state.event = { name: event, abi: contract.interface, fragment, logs }
      })
    },
  )
}

/** Checks that one of the events that the last `emit` matched has the arguments. */
export function checkEventArguments(
  kit: MatcherKit,
  self: AssertionSelf,
  expected: readonly unknown[],
): void {
  const { event } = chainStateOf(kit, self)
  if (event === undefined) throw assertionError(kit, 'No event was matched before .withArgs')
  const { name, abi, fragment, logs } = event
  const compare = (log: LogLike): void => {
    const actual = abi.decodeEventLog(fragment, log.data, log.topics)
    assertArgumentsEqual(kit, { expected, actual, tag: `"${name}" event` })
  }
  const [only, ...others] = logs
  if (only !== undefined && others.length === 0) {
    compare(only)
  } else if (!logs.some((log) => isPassing(() => compare(log)))) {
    throw assertionError(
      kit,
      `The specified arguments (${inspect(expected)}) were not included in any of the ${logs.length} emitted "${name}" events`,
    )
  }
}

function isPassing(check: () => void): boolean {
  try {
    check()
    return true
  } catch {
    return false
  }
}

async function receiptOf(
  kit: MatcherKit,
  { subject }: AsyncMatcher,
  contract: EventSource,
): Promise<ReceiptLike> {
  const provider = chainOf(kit, contract)
  const receipt = await waitFor(kit, provider, await resolveTransaction(subject))
  if (receipt === null) {
    throw assertionError(kit, "Transaction's receipt cannot be fetched from the network")
  }
  return receipt
}

async function resolveTransaction(subject: unknown): Promise<unknown> {
  return typeof subject === 'function' ? await subject() : await subject
}

async function waitFor(
  kit: MatcherKit,
  provider: MatcherProvider,
  transaction: unknown,
): Promise<ReceiptLike | null> {
  if (typeof transaction === 'string') {
    const hash = parseHash(kit, transaction)
    // What reads as a bytes32 string may be any returned value: waiting for it would take for ever.
    return isBytes32String(hash)
      ? await provider.getTransactionReceipt(hash)
      : await provider.waitForTransaction(hash)
  }
  const hash = isRecord(transaction) ? transaction.hash : undefined
  if (typeof hash !== 'string') {
    throw assertionError(kit, `"${inspect(transaction)}" is not a valid transaction`)
  }
  return await provider.waitForTransaction(hash)
}

function chainOf(kit: MatcherKit, contract: EventSource): MatcherProvider {
  const provider = contract.runner?.provider
  if (isMatcherProvider(provider)) return provider
  throw assertionError(kit, "contract.runner.provider shouldn't be null")
}

function findEvent(kit: MatcherKit, contract: EventSource, name: string): EventFragment {
  const fragment = lookUpEvent(kit, contract, name)
  if (fragment === null) {
    throw assertionError(kit, `Event "${name}" doesn't exist in the contract`)
  }
  return fragment
}

function lookUpEvent(kit: MatcherKit, contract: EventSource, name: string): EventFragment | null {
  try {
    return contract.interface.getEvent(name, [])
  } catch (error) {
    if (!(error instanceof TypeError)) return null
    // An overloaded name: ethers lists the candidates, then appends its internals.
    const [message = error.message] = error.message.split(' (argument=')
    throw assertionError(kit, message, error)
  }
}

function refuseExtraArguments(kit: MatcherKit, rest: readonly unknown[]): void {
  if (rest.length === 0) return
  throw assertionError(
    kit,
    'The .emit matcher expects two arguments: the contract and the event name. Arguments should be asserted with the .withArgs helper.',
  )
}

function logsOf(
  kit: MatcherKit,
  receipt: ReceiptLike,
  contract: EventSource,
  fragment: EventFragment,
): LogLike[] {
  const { target } = contract
  if (typeof target !== 'string') {
    throw assertionError(kit, 'The contract target should be a string')
  }
  const address = target.toLowerCase()
  return receipt.logs.filter(
    (log) => log.address.toLowerCase() === address && isLogOf(contract.interface, fragment, log),
  )
}

/** An anonymous event has no topic of its own: whatever decodes as it counts. */
function isLogOf(abi: Interface, fragment: EventFragment, log: LogLike): boolean {
  if (!fragment.anonymous) return log.topics[0] === fragment.topicHash
  return isPassing(() => abi.decodeEventLog(fragment, log.data, log.topics))
}
