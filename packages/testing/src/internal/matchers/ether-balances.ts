import { isCallable, isRecord } from '../guards.js'
import { type AsyncMatcher, startAsyncMatcher } from './async-matcher.js'
import {
  addressOf,
  assertAloneInBlock,
  assertSameLength,
  type MinedTransaction,
  minedTransaction,
  splitEthers,
  startSubject,
  toList,
} from './balance-input.js'
import { toBigInt } from './bigints.js'
import { type AssertionSelf, assertionError, type MatcherKit } from './kit.js'
import { ordinal } from './ordinal.js'

interface AccountChange {
  readonly address: string
  /** In wei, without the fee unless asked for. */
  readonly change: bigint
}

/** Adds `changeEtherBalance` and `changeEtherBalances`. */
export function addEtherBalances(kit: MatcherKit): void {
  const { Assertion } = kit.chai
  Assertion.addMethod(
    'changeEtherBalance',
    function (this: AssertionSelf, ...args: readonly unknown[]) {
      const { provider, rest } = splitEthers(args)
      const [account, expected, options] = rest
      const matcher = startAsyncMatcher(kit, this, { name: 'changeEtherBalance' })
      return matcher.settle(async () => {
        const mined = await minedTransaction(kit, startSubject(matcher.subject), provider)
        await assertAloneInBlock(kit, mined)
        checkOne(matcher, await changeOf(kit, mined, account, options), expected)
      })
    },
  )
  Assertion.addMethod(
    'changeEtherBalances',
    function (this: AssertionSelf, ...args: readonly unknown[]) {
      const { provider, rest } = splitEthers(args)
      const [accounts, expected, options] = rest
      const subject = startSubject(this._obj)
      const matcher = startAsyncMatcher(kit, this, { name: 'changeEtherBalances' })
      assertSameLength(kit, this, toList(accounts), expected)
      return matcher.settle(async () => {
        const mined = await minedTransaction(kit, subject, provider)
        const changes = toList(accounts).map((account) => changeOf(kit, mined, account, options))
        checkMany(matcher, await Promise.all(changes), expected)
      })
    },
  )
}

async function changeOf(
  kit: MatcherKit,
  mined: MinedTransaction,
  account: unknown,
  options: unknown,
): Promise<AccountChange> {
  const { from, receipt } = mined
  const address = await addressOf(kit, account)
  const [after, before] = await Promise.all([
    balanceAt(kit, mined, address, receipt.blockNumber),
    balanceAt(kit, mined, address, receipt.blockNumber - 1),
  ])
  const isFeeIncluded = isRecord(options) && options.includeFee === true
  const isSender = address.toLowerCase() === from.toLowerCase()
  const fee = isSender && !isFeeIncluded ? receipt.gasPrice * receipt.gasUsed : 0n
  return { address, change: after + fee - before }
}

async function balanceAt(
  kit: MatcherKit,
  { provider }: MinedTransaction,
  address: string,
  blockNumber: number,
): Promise<bigint> {
  let balance: unknown
  try {
    balance = await provider.getBalance(address, blockNumber)
  } catch (cause) {
    throw assertionError(kit, `Failed to get the balance of the account ${address}`, cause)
  }
  return toBigInt(balance)
}

function checkOne(
  matcher: AsyncMatcher,
  { address, change }: AccountChange,
  expected: unknown,
): void {
  if (isCallable(expected)) {
    const subject = `the ether balance change of "${address}"`
    matcher.check(
      expected(change) === true,
      `Expected ${subject} to satisfy the predicate, but it didn't (balance change: ${change} wei)`,
      `Expected ${subject} to NOT satisfy the predicate, but it did (balance change: ${change} wei)`,
    )
    return
  }
  const subject = `the ether balance of "${address}"`
  matcher.check(
    change === toBigInt(expected),
    `Expected ${subject} to change by ${String(expected)} wei, but it changed by ${change} wei`,
    `Expected ${subject} NOT to change by ${String(expected)} wei, but it did`,
  )
}

function checkMany(
  matcher: AsyncMatcher,
  changes: readonly AccountChange[],
  expected: unknown,
): void {
  if (isCallable(expected)) {
    matcher.check(
      expected(changes.map(({ change }) => change)) === true,
      "Expected the balance changes of the accounts to satisfy the predicate, but they didn't",
      'Expected the balance changes of the accounts to NOT satisfy the predicate, but they did',
    )
    return
  }
  const wanted = toList(expected)
  const isEqual = ({ change }: AccountChange, index: number): boolean =>
    change === toBigInt(wanted[index])
  const describe = (isWanted: boolean, ending: (change: bigint) => string): string =>
    changes
      .flatMap((account, index) => {
        if (isEqual(account, index) !== isWanted) return []
        const not = isWanted ? 'NOT to' : 'to'
        const which = `${account.address} (the ${ordinal(index + 1)} address in the list)`
        return `Expected the ether balance of ${which} ${not} change by ${String(wanted[index])} wei, but it ${ending(account.change)}`
      })
      .join('\n')
  matcher.check(
    changes.every(isEqual),
    () => describe(false, (change) => `changed by ${change} wei`),
    () => describe(true, () => 'did'),
  )
}
