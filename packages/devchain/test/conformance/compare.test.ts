import assert from 'node:assert/strict'
import { differences, shapeDifferences } from './compare.js'

describe('differences', () => {
  it('finds what is missing, surplus and other', () => {
    const got = { a: '0x1', b: [1, 2], surplus: null }
    const found = differences(got, { a: '0x2', b: [1], missing: 1 })
    assert.deepEqual(
      found.map((line) => line.split(':')[0]),
      ['$.a', '$.b', '$.surplus', '$.missing'],
    )
  })

  it('lets messages say what they like, not codes', () => {
    const expected = { error: { code: 3, message: 'a', data: { message: 'b' } } }
    const other = { error: { code: 3, message: 'x', data: { message: 'y' } } }
    assert.deepEqual(differences(other, expected), [])
    assert.equal(differences({ error: { code: 4, message: 'a' } }, expected).length, 2)
  })
})

describe('shapeDifferences', () => {
  it('takes other values of the same encoding', () => {
    const example = { gas: '0x5208', list: [{ a: 1 }, { a: 1, b: '0x' }], empty: [] }
    assert.deepEqual(shapeDifferences({ gas: '0x1', list: [{ a: 7 }], empty: [1] }, example), [])
  })

  it('refuses other fields and other encodings', () => {
    const example = { gas: '0x5', error: 'text' }
    assert.equal(shapeDifferences({ gas: 21_000, error: 'x' }, example).length, 1)
    assert.equal(shapeDifferences({ gas: '0x05', error: 'x' }, example).length, 1)
    assert.equal(shapeDifferences({ gas: '0x5' }, example).length, 1)
    assert.equal(shapeDifferences({ gas: '0x5', error: 'x', more: 1 }, example).length, 1)
  })

  it('takes any key where keys are data', () => {
    const example = { pending: { '0xaa': { 0: { nonce: '0x0' } } } }
    assert.deepEqual(
      shapeDifferences({ pending: { '0xbb': { 7: { nonce: '0x7' } } } }, example),
      [],
    )
    assert.equal(shapeDifferences({ pending: { '0xbb': { 7: {} } } }, example).length, 1)
    assert.equal(shapeDifferences({ pending: {} }, example).length, 1)
  })
})
