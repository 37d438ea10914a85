import { expect } from 'chai'
import { isEarlyRelease } from '../../../src/internal/truffle4/early-release.js'

describe('isEarlyRelease', () => {
  const cases: readonly (readonly [version: string | undefined, isEarly: boolean])[] = [
    ['3.2.4', true],
    ['^3.4.11', true],
    ['3', true],
    ['4.0.5', true],
    ['v4.0.1', true],
    ['4.0.6', false],
    ['~4.0.1', false],
    ['^4.0.1', false],
    ['4.1.14', false],
    [undefined, false],
  ]

  for (const [version, isEarly] of cases) {
    it(`is ${isEarly} for ${version}`, () => expect(isEarlyRelease(version)).to.equal(isEarly))
  }
})
