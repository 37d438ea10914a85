import { expect } from 'chai'
import { errorMessage, isScaffoldError, ScaffoldError } from '../src/index.js'

describe('ScaffoldError', () => {
  it('joins headline, details and hint into its message', () => {
    const error = new ScaffoldError({
      code: 'TEST_CODE',
      message: 'Got 1, expected 2',
      details: 'in a.json',
      hint: 'Write 2',
    })
    expect(error.message).to.equal('Got 1, expected 2\nin a.json\nWrite 2')
    expect(error.shortMessage).to.equal('Got 1, expected 2')
  })

  it('leaves out what is empty', () => {
    expect(new ScaffoldError({ code: 'A', message: 'b', details: '' }).message).to.equal('b')
  })

  it('keeps its cause', () => {
    const cause = new Error('inner')
    expect(new ScaffoldError({ code: 'A', message: 'b', cause }).cause).to.equal(cause)
  })
})

describe('isScaffoldError', () => {
  const error = new ScaffoldError({ code: 'TEST_CODE', message: 'x' })

  it('recognises errors and their code', () => {
    expect(isScaffoldError(error)).to.equal(true)
    expect(isScaffoldError(error, 'TEST_CODE')).to.equal(true)
    expect(isScaffoldError(error, 'OTHER')).to.equal(false)
  })

  it('recognises errors of another copy of the package', () => {
    const foreign = { [Symbol.for('scaffold-evm.error')]: true, code: 'TEST_CODE' }
    expect(isScaffoldError(foreign, 'TEST_CODE')).to.equal(true)
  })

  it('rejects everything else', () => {
    for (const other of [undefined, null, 'TEST_CODE', new Error('x'), { code: 'TEST_CODE' }]) {
      expect(isScaffoldError(other)).to.equal(false)
    }
  })
})

describe('errorMessage', () => {
  it('reads anything that was thrown', () => {
    expect(errorMessage(new Error('a'))).to.equal('a')
    expect(errorMessage('b')).to.equal('b')
    expect(errorMessage(undefined)).to.equal('undefined')
  })
})
