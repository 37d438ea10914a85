import { isAddress, Typed } from '../ethers.js'
import { hasMethod } from '../guards.js'
import type { AssertionSelf, MatcherKit } from './kit.js'

type Original = (...args: unknown[]) => unknown

/** Lets `equal` compare addresses with contracts, signers and other things that have one. */
export function addAddressable(kit: MatcherKit): void {
  for (const name of ['equals', 'equal', 'eq']) {
    kit.chai.Assertion.overwriteMethod(
      name,
      (original: Original) =>
        function (this: AssertionSelf, ...args: unknown[]) {
          const [other, message] = args
          if (message !== undefined) kit.utils.flag(this, 'message', message)
          const left = addressOf(this._obj)
          const right = addressOf(other)
          if (left === undefined || right === undefined) original.apply(this, args)
          else assertEqual(this, left, right)
        },
    )
  }
}

function assertEqual(self: AssertionSelf, left: string, right: string): void {
  self.assert(
    left === right,
    `expected '${left}' to equal '${right}'.`,
    `expected '${left}' to not equal '${right}'.`,
    right,
    left,
  )
}

/** The address that can be had without waiting: `getAddress()` of ethers is a promise. */
function addressOf(value: unknown): string | undefined {
  const plain = dereference(value)
  const address = hasMethod(plain, 'getAddress')
    ? (Reflect.get(plain, 'address') ?? Reflect.get(plain, 'target'))
    : plain
  return isAddress(address) ? address : undefined
}

/** The value inside ethers' `Typed.address(…)`; other types have no address in them. */
function dereference(value: unknown): unknown {
  try {
    return Typed.dereference(value, 'address')
  } catch {
    return undefined
  }
}
