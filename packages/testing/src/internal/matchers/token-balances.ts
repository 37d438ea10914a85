import { hasMethod, isCallable, isRecord } from '../guards.js'
import { type AsyncMatcher, discard, startAsyncMatcher } from './async-matcher.js'
import {
  addressOf,
  assertAloneInBlock,
  assertSameLength,
  minedTransaction,
  splitEthers,
  startSubject,
  toList,
} from './balance-input.js'
import { toBigInt } from './bigints.js'
import { type AssertionSelf, assertionError, type MatcherKit, type MatcherProvider } from './kit.js'

interface Token {
  balanceOf(address: string, overrides: { readonly blockTag: number }): Promise<unknown>
  getAddress(): Promise<string>
}

interface TokenChanges {
  readonly addresses: readonly string[]
  readonly changes: readonly bigint[]
  readonly description: string
}

interface TokenMatch {
  readonly self: AssertionSelf
  readonly name: string
  readonly token: unknown
  readonly accounts: readonly unknown[]
  readonly provider: MatcherProvider | undefined
  /** Refuses the arguments before anything is awaited. */
  readonly validate?: () => void
}

/** Adds `changeTokenBalance` and `changeTokenBalances`. */
export function addTokenBalances(kit: MatcherKit): void {
  const { Assertion } = kit.chai
  Assertion.addMethod(
    'changeTokenBalance',
    function (this: AssertionSelf, ...args: readonly unknown[]) {
      const { provider, rest } = splitEthers(args)
      const [token, account, expected] = rest
      const name = 'changeTokenBalance'
      const match = { self: this, name, token, accounts: [account], provider }
      return settle(kit, match, (matcher, changes) => checkOne(matcher, changes, expected))
    },
  )
  Assertion.addMethod(
    'changeTokenBalances',
    function (this: AssertionSelf, ...args: readonly unknown[]) {
      const { provider, rest } = splitEthers(args)
      const [token, list, expected] = rest
      const accounts = toList(list)
      const validate = (): void => assertSameLength(kit, this, accounts, expected)
      const name = 'changeTokenBalances'
      const match = { self: this, name, token, accounts, provider, validate }
      return settle(kit, match, (matcher, changes) => checkMany(matcher, changes, expected))
    },
  )
}

function settle(
  kit: MatcherKit,
  match: TokenMatch,
  check: (matcher: AsyncMatcher, changes: TokenChanges) => void,
): AssertionSelf {
  const { self, name, accounts, provider, validate } = match
  const subject = startSubject(self._obj)
  const matcher = startAsyncMatcher(kit, self, { name })
  const token = parseToken(kit, match)
  validate?.()
  return matcher.settle(async () => {
    const mined = await minedTransaction(kit, subject, provider)
    await assertAloneInBlock(kit, mined)
    const { blockNumber } = mined.receipt
    const addresses = await Promise.all(accounts.map((account) => addressOf(kit, account)))
    const changes = await Promise.all(
      addresses.map((address) => tokenChange(token, address, blockNumber)),
    )
    check(matcher, { addresses, changes, description: await describeToken(token) })
  })
}

async function tokenChange(token: Token, address: string, blockNumber: number): Promise<bigint> {
  const [after, before] = await Promise.all([
    token.balanceOf(address, { blockTag: blockNumber }),
    token.balanceOf(address, { blockTag: blockNumber - 1 }),
  ])
  return toBigInt(after) - toBigInt(before)
}

function checkOne(
  matcher: AsyncMatcher,
  { addresses: [address], changes: [change], description }: TokenChanges,
  expected: unknown,
): void {
  const subject = `of ${description} tokens for "${address}"`
  if (isCallable(expected)) {
    const ending = `(token balance change: ${change} wei)`
    matcher.check(
      expected(change) === true,
      `Expected the balance ${subject} to satisfy the predicate, but it didn't ${ending}`,
      `Expected the balance ${subject} to NOT satisfy the predicate, but it did ${ending}`,
    )
    return
  }
  matcher.check(
    change === toBigInt(expected),
    `Expected the balance ${subject} to change by ${String(expected)}, but it changed by ${change}`,
    `Expected the balance ${subject} NOT to change by ${String(expected)}, but it did`,
  )
}

function checkMany(
  matcher: AsyncMatcher,
  { addresses, changes, description }: TokenChanges,
  expected: unknown,
): void {
  if (isCallable(expected)) {
    const subject = `the balance changes of ${description}`
    matcher.check(
      expected(changes) === true,
      `Expected ${subject} to satisfy the predicate, but they didn't`,
      `Expected ${subject} to NOT satisfy the predicate, but they did`,
    )
    return
  }
  const wanted = toList(expected)
  const subject = `the balances of ${description} tokens for ${addresses.join(', ')}`
  const by = `change by ${wanted.join(', ')}, respectively`
  matcher.check(
    changes.every((change, index) => change === toBigInt(wanted[index])),
    `Expected ${subject} to ${by}, but they changed by ${changes.join(', ')}`,
    `Expected ${subject} NOT to ${by}, but they did`,
  )
}

function parseToken(kit: MatcherKit, { self, name, token }: TokenMatch): Token {
  const refuse = (message: string): Error => {
    discard(self._obj)
    return assertionError(kit, message)
  }
  const abi = isRecord(token) ? token.interface : undefined
  if (abi === undefined) {
    throw refuse(`The first argument of "${name}" must be the contract instance of the token`)
  }
  if (hasMethod(abi, 'getFunction') && abi.getFunction('balanceOf') === null) {
    throw refuse('The given contract instance is not an ERC20 token')
  }
  if (!isToken(token)) throw refuse('The given contract instance is not an ERC20 token')
  return token
}

function isToken(value: unknown): value is Token {
  return hasMethod(value, 'balanceOf') && hasMethod(value, 'getAddress')
}

/** The token's symbol, else its name, else its address. */
async function describeToken(token: Token): Promise<string> {
  for (const getter of ['symbol', 'name']) {
    if (!hasMethod(token, getter)) continue
    try {
      return String(await token[getter]?.())
    } catch {
      // Optional in ERC-20: the next description serves.
    }
  }
  return `<token at ${await token.getAddress()}>`
}
