import type { AssertionSelf, MatcherKit } from './kit.js'

const hexPattern = /^0x[0-9a-fA-F]*$/

/** Adds `hexEqual`, `properHex`, `properAddress` and `properPrivateKey`. */
export function addTextMatchers(kit: MatcherKit): void {
  const { Assertion } = kit.chai
  Assertion.addMethod('hexEqual', function (this: AssertionSelf, other: unknown) {
    checkHexEqual(kit, this, String(other))
  })
  Assertion.addMethod('properHex', function (this: AssertionSelf, digits: unknown) {
    checkProperHex(kit, this, Number(digits))
  })
  addPatternProperty(kit, 'properAddress', {
    name: 'proper address',
    pattern: /^0x[0-9a-fA-F]{40}$/,
    example: '0x1234567890123456789012345678901234567890',
  })
  addPatternProperty(kit, 'properPrivateKey', {
    name: 'proper private key',
    pattern: /^0x[0-9a-fA-F]{64}$/,
    example: '0x1010101010101010101010101010101010101010101010101010101010101010',
  })
}

function addPatternProperty(
  kit: MatcherKit,
  property: string,
  { name, pattern, example }: { name: string; pattern: RegExp; example: string },
): void {
  kit.chai.Assertion.addProperty(property, function (this: AssertionSelf) {
    const subject = String(this._obj)
    this.assert(
      pattern.test(subject),
      `Expected "${subject}" to be a ${name}`,
      `Expected "${subject}" NOT to be a ${name}`,
      `${name} (eg.: ${example})`,
      subject,
    )
  })
}

function checkHexEqual(kit: MatcherKit, self: AssertionSelf, other: string): void {
  const subject = String(self._obj)
  for (const text of [subject, other]) {
    if (hexPattern.test(text)) continue
    const ending = `to be a hex string equal to "${other}", but "${text}" is not a valid hex string`
    assertFailure(
      kit,
      self,
      `Expected "${subject}" ${ending}`,
      `Expected "${subject}" not ${ending}`,
    )
  }
  const digits = (hex: string): string => hex.toLowerCase().replace(/^0x0*/, '')
  self.assert(
    digits(subject) === digits(other),
    `Expected "${subject}" to be a hex string equal to "${other}"`,
    `Expected "${subject}" NOT to be a hex string equal to "${other}", but it was`,
    `Hex string representing the same number as ${other}`,
    subject,
  )
}

function checkProperHex(kit: MatcherKit, self: AssertionSelf, digits: number): void {
  const subject = String(self._obj)
  if (!hexPattern.test(subject)) {
    assertFailure(
      kit,
      self,
      `Expected "${subject}" to be a proper hex string, but it contains invalid (non-hex) characters`,
      `Expected "${subject}" NOT to be a proper hex string, but it contains only valid hex characters`,
    )
  }
  const length = digits + 2
  const ending = `to be a hex string of length ${length} (the provided ${digits} plus 2 more for the "0x" prefix), but its length is ${subject.length}`
  self.assert(
    subject.length === length,
    `Expected "${subject}" ${ending}`,
    `Expected "${subject}" NOT ${ending}`,
  )
}

/** Fails with and without `.not`: what is no hex string can neither equal one nor differ from one. */
function assertFailure(
  kit: MatcherKit,
  self: AssertionSelf,
  failure: string,
  negatedFailure: string,
): void {
  self.assert(kit.utils.flag(self, 'negate') === true, failure, negatedFailure)
}
