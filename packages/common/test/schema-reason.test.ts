import { expect } from 'chai'
import { schemaReason } from '../src/schema-reason.js'

describe('schemaReason', () => {
  it('says what is missing, unknown, or of another kind', () => {
    const missing = { expected: '"format"', received: 'undefined' }
    expect(schemaReason({ message: 'Invalid key: …', ...missing })).to.equal('is missing')
    const unknown = { expected: 'never', received: '"x"' }
    expect(schemaReason({ message: 'Invalid key: …', ...unknown })).to.equal('is unknown')
    const number = { message: 'Invalid type: …', expected: 'string', received: '5' }
    expect(schemaReason(number)).to.equal('expected string, got 5')
  })

  it('prefers the words of the schema, and cuts long values', () => {
    const issue = { message: 'an address', expected: null, received: `"${'x'.repeat(100)}"` }
    expect(schemaReason(issue)).to.equal(`expected an address, got "${'x'.repeat(56)}…`)
  })
})
