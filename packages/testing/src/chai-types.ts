import type { AddressLike, BigNumberish, Interface } from 'ethers'

/** An account whose balance a matcher compares: an address or anything that has one. */
export type AccountLike = AddressLike

/** A change of a balance: an amount, or a predicate over the change. */
export type BalanceChange = BigNumberish | ((change: bigint) => boolean)

/** Changes of several balances: an amount each, or one predicate over all changes. */
export type BalanceChanges = readonly BigNumberish[] | ((changes: bigint[]) => boolean)

/** How a change of an ether balance is counted. */
export interface EtherBalanceOptions {
  /** Counts the transaction fee as a part of the sender's change. @default false */
  readonly includeFee?: boolean
}

/** The ethers object of Hardhat 3's call forms; accepted everywhere, needed nowhere. */
export interface EthersLike {
  readonly provider?: unknown
  readonly ZeroAddress?: string
}

interface HasInterface {
  readonly interface: Interface
}

declare global {
  // The namespace is how @types/chai is extended.
  namespace Chai {
    interface Assertion extends LanguageChains, NumericComparison, TypeComparison {
      /** The transaction emits `event` of `contract`. May be chained; `.withArgs` checks the arguments. */
      emit(contract: unknown, event: string): EventAssertion
      /** The transaction or call reverts, whatever the reason. */
      revert(ethers?: EthersLike): AsyncAssertion
      /** The transaction or call reverts, whatever the reason. */
      reverted: AsyncAssertion
      /** It reverts with this reason string, or one that matches. */
      revertedWith(reason: string | RegExp): AsyncAssertion
      /** It reverts without any return data. */
      revertedWithoutReason(ethers?: EthersLike): AsyncAssertion
      /** It panics, with this code when one is given; see `PANIC_CODES`. */
      revertedWithPanic(code?: BigNumberish): AsyncAssertion
      /** It reverts with the custom error `name` of `contract`; `.withArgs` checks the arguments. */
      revertedWithCustomError(contract: HasInterface, name: string): EventAssertion
      /** Both are hexadecimal strings of the same number. */
      hexEqual(other: string): void
      /** A hexadecimal string of this many digits after the `0x`. */
      properHex(digits: number): void
      /** A hexadecimal string of the length of an address. */
      properAddress: Assertion
      /** A hexadecimal string of the length of a private key. */
      properPrivateKey: Assertion
      /** The transaction changes the account's balance by so many wei, its fee not counted. */
      changeEtherBalance(
        account: AccountLike,
        change: BalanceChange,
        options?: EtherBalanceOptions,
      ): AsyncAssertion
      /** The transaction changes the account's balance by so many wei, its fee not counted. */
      changeEtherBalance(
        ethers: EthersLike,
        account: AccountLike,
        change: BalanceChange,
        options?: EtherBalanceOptions,
      ): AsyncAssertion
      /** The transaction changes each account's balance by so many wei, its fee not counted. */
      changeEtherBalances(
        accounts: readonly AccountLike[],
        changes: BalanceChanges,
        options?: EtherBalanceOptions,
      ): AsyncAssertion
      /** The transaction changes each account's balance by so many wei, its fee not counted. */
      changeEtherBalances(
        ethers: EthersLike,
        accounts: readonly AccountLike[],
        changes: BalanceChanges,
        options?: EtherBalanceOptions,
      ): AsyncAssertion
      /** The transaction changes the account's balance of an ERC-20 token. */
      changeTokenBalance(
        token: HasInterface,
        account: AccountLike,
        change: BalanceChange,
      ): AsyncAssertion
      /** The transaction changes the account's balance of an ERC-20 token. */
      changeTokenBalance(
        ethers: EthersLike,
        token: HasInterface,
        account: AccountLike,
        change: BalanceChange,
      ): AsyncAssertion
      /** The transaction changes each account's balance of an ERC-20 token. */
      changeTokenBalances(
        token: HasInterface,
        accounts: readonly AccountLike[],
        changes: BalanceChanges,
      ): AsyncAssertion
      /** The transaction changes each account's balance of an ERC-20 token. */
      changeTokenBalances(
        ethers: EthersLike,
        token: HasInterface,
        accounts: readonly AccountLike[],
        changes: BalanceChanges,
      ): AsyncAssertion
      /** Asserts the rest of the chain on what the promise resolves to. */
      eventually: EventualAssertion
      /** The promise resolves. */
      fulfilled: AsyncAssertion
      /** The promise rejects. */
      rejected: AsyncAssertion
      /** The promise rejects with such an error, or with a message that contains or matches. */
      rejectedWith(
        error: string | RegExp | Error | (new (...args: never[]) => Error),
        message?: string | RegExp,
      ): AsyncAssertion
      /** The promise resolves to a value that deeply equals this one. */
      become(value: unknown): AsyncAssertion
    }

    interface NumberComparer {
      // biome-ignore lint/style/useShorthandFunctionType: only an interface extends the one of @types/chai
      (value: BigNumberish, message?: string): Assertion
    }

    interface NumericComparison {
      within(start: BigNumberish, finish: BigNumberish, message?: string): Assertion
    }

    interface CloseTo {
      // biome-ignore lint/style/useShorthandFunctionType: only an interface extends the one of @types/chai
      (expected: BigNumberish, delta: BigNumberish, message?: string): Assertion
    }

    interface Length extends Assertion {
      (length: BigNumberish, message?: string): Assertion
    }

    /** An assertion that must be awaited. */
    interface AsyncAssertion extends Assertion, Promise<void> {}

    /** An assertion on what a promise resolves to; must be awaited. */
    interface EventualAssertion extends Assertion, Promise<void> {}

    /** An assertion whose arguments can be checked. */
    interface EventAssertion extends AsyncAssertion {
      /** The arguments equal these, or satisfy these predicates; `anyValue` and `anyUint` are such. */
      withArgs(...args: readonly unknown[]): AsyncAssertion
    }
  }
}
