import { addAddressable } from './addressable.js'
import { addComparisons } from './comparisons.js'
import { addRevertedWithCustomError } from './custom-error.js'
import { addEmit } from './emit.js'
import { addEtherBalances } from './ether-balances.js'
import { addEventually } from './eventually.js'
import type { MatcherKit, MatcherProvider } from './kit.js'
import { addPromiseMatchers } from './promise-matchers.js'
import { addRevert } from './revert.js'
import { addRevertedWith } from './reverted-with.js'
import { addTextMatchers } from './text-matchers.js'
import { addTokenBalances } from './token-balances.js'
import { addWithArgs } from './with-args.js'

const installed = Symbol.for('scaffold-evm.matchers')

/**
 * A chai plugin with all matchers. Installing it twice into one chai does nothing.
 *
 * @param defaultProvider the chain to ask when a matcher is given neither ethers object nor transaction
 */
export function createMatchers(
  defaultProvider: () => MatcherProvider | undefined = () => undefined,
): Chai.ChaiPlugin {
  return (chai, utils) => {
    if (installed in chai.Assertion) return
    Object.defineProperty(chai.Assertion, installed, { value: true })
    const kit: MatcherKit = { chai, utils, defaultProvider }
    addComparisons(kit)
    // After the comparisons: an address that equals one is never compared as a number.
    addAddressable(kit)
    addTextMatchers(kit)
    addEmit(kit)
    addRevert(kit)
    addRevertedWith(kit)
    addRevertedWithCustomError(kit)
    addWithArgs(kit)
    addEtherBalances(kit)
    addTokenBalances(kit)
    addPromiseMatchers(kit)
    addEventually(kit)
  }
}
