/** chai 4 as far as its plugins need it. */
export interface ChaiStatic {
  readonly Assertion: {
    new (
      value: unknown,
      message?: string,
    ): { readonly to: { readonly be: { readonly address: unknown } } }
    addProperty(name: string, getter: (this: ChaiAssertion) => void): void
  }
  readonly assert: object
  readonly expect: unknown
}

interface ChaiAssertion {
  readonly _obj: unknown
  assert(isTrue: boolean, message: string, negated: string): void
}

/** A chai plugin: `assert.isAddress(value)` and `expect(value).to.be.address`, for 42 characters that are not all zero. */
export function addAddressAssertion(chai: ChaiStatic): void {
  chai.Assertion.addProperty('address', function () {
    const value = String(this._obj)
    this.assert(
      value.length === 42,
      'expected #{this} to be a 42 character address (0x...)',
      'expected #{this} to not be a 42 character address (0x...)',
    )
    this.assert(
      BigInt(value) !== 0n,
      'expected address #{this} to not be zero',
      "you shouldn't ever see this.",
    )
  })
  Object.assign(chai.assert, {
    isAddress: (value: unknown, _expected: unknown, message?: string) =>
      new chai.Assertion(value, message).to.be.address,
  })
}
