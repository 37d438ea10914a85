import { expect } from 'chai'
import { cancelled, scriptNotFound, usageError } from '../../src/errors.js'
import { exitCodeOf } from '../../src/internal/exit-code.js'

describe('exitCodeOf', () => {
  const cases: readonly (readonly [what: string, error: unknown, code: number])[] = [
    ['a command line that cannot be understood', usageError('no'), 2],
    ['Ctrl-C at a question', cancelled(), 130],
    ['another error of ours', scriptNotFound('a', '/a'), 1],
    ['a bug', new TypeError('no'), 1],
    ['what is no error', undefined, 1],
  ]
  for (const [what, error, code] of cases) {
    it(`is ${code} for ${what}`, () => expect(exitCodeOf(error)).to.equal(code))
  }
})
