import { inspect } from 'node:util'
import { isRecord } from '../guards.js'
import { toBigInt } from './bigints.js'
import { type AssertionSelf, assertionError, type MatcherKit } from './kit.js'

type Original = (...args: unknown[]) => unknown

interface Comparator {
  readonly aliases: readonly string[]
  readonly text: string
  readonly negatedText: string
  readonly isEquality?: boolean
  compare(left: bigint, right: bigint): boolean
}

const comparators: readonly Comparator[] = [
  {
    aliases: ['equals', 'equal', 'eq'],
    text: 'equal',
    negatedText: 'not equal',
    isEquality: true,
    compare: (left, right) => left === right,
  },
  {
    aliases: ['above', 'gt', 'greaterThan'],
    text: 'be above',
    negatedText: 'be at most',
    compare: (left, right) => left > right,
  },
  {
    aliases: ['below', 'lt', 'lessThan'],
    text: 'be below',
    negatedText: 'be at least',
    compare: (left, right) => left < right,
  },
  {
    aliases: ['least', 'gte', 'greaterThanOrEqual'],
    text: 'be at least',
    negatedText: 'be below',
    compare: (left, right) => left >= right,
  },
  {
    aliases: ['most', 'lte', 'lessThanOrEqual'],
    text: 'be at most',
    negatedText: 'be above',
    compare: (left, right) => left <= right,
  },
]

/** Lets chai's comparisons take bigints, and bigints mixed with numbers. */
export function addComparisons(kit: MatcherKit): void {
  for (const comparator of comparators) {
    for (const alias of comparator.aliases) overwrite(kit, alias, comparison(kit, comparator))
  }
  overwrite(kit, 'within', within)
  overwrite(kit, 'closeTo', closeTo(kit))
  overwrite(kit, 'approximately', closeTo(kit))
  for (const name of ['length', 'lengthOf']) overwriteLength(kit, name)
}

function overwriteLength(kit: MatcherKit, name: string): void {
  const asMethod = (original: Original) =>
    function (this: AssertionSelf, ...args: unknown[]): void {
      if (typeof args[0] !== 'bigint') original.apply(this, args)
      else checkLength(this, args[0])
    }
  const asProperty = (original: Original) =>
    function (this: AssertionSelf, ...args: unknown[]): void {
      original.apply(this, args)
    }
  // The typed variant declares the property's replacement without the original that it is given.
  const { utils, chai } = kit
  Reflect.apply(utils.overwriteChainableMethod, utils, [
    chai.Assertion.prototype,
    name,
    asMethod,
    asProperty,
  ])
}

type Replacement = (self: AssertionSelf, args: readonly unknown[], original: () => void) => void

function overwrite(kit: MatcherKit, name: string, replacement: Replacement): void {
  kit.chai.Assertion.overwriteMethod(
    name,
    (original: Original) =>
      function (this: AssertionSelf, ...args: unknown[]) {
        replacement(this, args, () => {
          original.apply(this, args)
        })
      },
  )
}

function comparison(kit: MatcherKit, comparator: Comparator): Replacement {
  return (self, [other, message], original) => {
    if (message !== undefined) kit.utils.flag(self, 'message', message)
    const subject: unknown = self._obj
    const size = sizeOf(subject)
    if (kit.utils.flag(self, 'doLength') === true && typeof other === 'bigint' && size) {
      compareSizes(self, comparator, { ...size, other })
    } else if (comparator.isEquality === true && kit.utils.flag(self, 'deep') === true) {
      compareDeeply(kit, self, other)
    } else if (typeof subject === 'bigint' || typeof other === 'bigint') {
      compareValues(self, comparator, [toBigInt(subject), toBigInt(other)])
    } else {
      original()
    }
  }
}

interface SizeComparison {
  readonly property: string
  readonly size: bigint
  readonly other: bigint
}

function compareSizes(
  self: AssertionSelf,
  { text, negatedText, compare }: Comparator,
  { property, size, other }: SizeComparison,
): void {
  self.assert(
    compare(size, other),
    `expected #{this} to have a ${property} ${text.replace('be ', '')} ${other} but got ${size}`,
    `expected #{this} to have a ${property} ${negatedText} ${other}`,
    size,
    other,
  )
}

function compareValues(
  self: AssertionSelf,
  { text, negatedText, compare }: Comparator,
  [left, right]: readonly [bigint, bigint],
): void {
  self.assert(
    compare(left, right),
    `expected ${left} to ${text} ${right}.`,
    `expected ${left} to ${negatedText} ${right}.`,
    right.toString(),
    left.toString(),
  )
}

function compareDeeply(kit: MatcherKit, self: AssertionSelf, other: unknown): void {
  const subject: unknown = self._obj
  // As chai's own deep equality does: the frames of this function are no news to the reader.
  const wasLocked: unknown = kit.utils.flag(self, 'lockSsfi')
  kit.utils.flag(self, 'lockSsfi', true)
  self.assert(
    kit.utils.eql(other, subject, { comparator: compareAsNumbers }),
    `expected ${inspect(subject)} to deeply equal ${inspect(other)}`,
    `expected ${inspect(subject)} to not deeply equal ${inspect(other)}`,
    other,
    subject,
  )
  kit.utils.flag(self, 'lockSsfi', wasLocked)
}

/** Equal as integers; null leaves the values to the default comparison. */
function compareAsNumbers(left: unknown, right: unknown): boolean | null {
  try {
    return toBigInt(left) === toBigInt(right)
  } catch {
    return null
  }
}

const within: Replacement = (self, args, original) => {
  const [from, to] = args
  const subject: unknown = self._obj
  if (![subject, from, to].some((value) => typeof value === 'bigint')) {
    original()
    return
  }
  const [value, start, finish] = [toBigInt(subject), toBigInt(from), toBigInt(to)]
  self.assert(
    start <= value && value <= finish,
    `expected ${value} to be within ${start}..${finish}`,
    `expected ${value} to not be within ${start}..${finish}`,
    value,
    [start, finish],
  )
}

function closeTo(kit: MatcherKit): Replacement {
  return (self, args, original) => {
    const [other, delta] = args
    const subject: unknown = self._obj
    const isNumeric = typeof other === 'bigint' || typeof other === 'number'
    if (isNumeric && delta === undefined) {
      throw assertionError(
        kit,
        'the arguments to closeTo or approximately must be numbers, and a delta is required',
      )
    }
    if (![subject, other, delta].some((value) => typeof value === 'bigint')) {
      original()
      return
    }
    const [value, middle, range] = [toBigInt(subject), toBigInt(other), toBigInt(delta)]
    const distance = value < middle ? middle - value : value - middle
    self.assert(
      distance <= range,
      `expected ${value} to be close to ${middle} +/- ${range}`,
      `expected ${value} not to be close to ${middle} +/- ${range}`,
      value,
      `A number between ${middle - range} and ${middle + range}`,
    )
  }
}

function checkLength(self: AssertionSelf, expected: bigint): void {
  const measured = sizeOf(self._obj)
  const property = measured?.property ?? 'length'
  const size = measured?.size ?? 'none'
  self.assert(
    size === expected,
    `expected #{this} to have a ${property} of ${expected} but got ${size}`,
    `expected #{this} not to have a ${property} of ${expected} but got ${size}`,
    String(size),
    String(expected),
  )
}

function sizeOf(value: unknown): { readonly property: string; readonly size: bigint } | undefined {
  if (value instanceof Map || value instanceof Set)
    return { property: 'size', size: BigInt(value.size) }
  const length: unknown =
    typeof value === 'string' || isRecord(value) ? Reflect.get(Object(value), 'length') : undefined
  return typeof length === 'number' ? { property: 'length', size: BigInt(length) } : undefined
}
