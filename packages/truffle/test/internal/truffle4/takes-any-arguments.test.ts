import { expect } from 'chai'
import { takesAnyArguments } from '../../../src/internal/truffle4/takes-any-arguments.js'

describe('takesAnyArguments', () => {
  const cases: readonly (readonly [version: string | undefined, takes: boolean])[] = [
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

  for (const [version, takes] of cases) {
    it(`is ${takes} for ${version}`, () => expect(takesAnyArguments(version)).to.equal(takes))
  }
})
