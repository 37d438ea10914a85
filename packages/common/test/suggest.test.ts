import { expect } from 'chai'
import { didYouMean, editDistance, nearest } from '../src/index.js'

describe('editDistance', () => {
  const cases: [string, string, number][] = [
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'ab', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['test', 'tset', 1],
    ['ab', 'ba', 1],
    ['abcd', 'badc', 2],
  ]
  for (const [a, b, distance] of cases) {
    it(`of "${a}" and "${b}" is ${distance}`, () => expect(editDistance(a, b)).to.equal(distance))
  }
})

describe('nearest', () => {
  it('finds a typing mistake', () => {
    expect(nearest('complie', ['test', 'compile'])).to.equal('compile')
  })
  it('ignores case', () => {
    expect(nearest('NETWORKS', ['networks', 'paths'])).to.equal('networks')
  })
  it('finds nothing when nothing is near', () => {
    expect(nearest('xyz', ['compile', 'test'])).to.equal(undefined)
  })
})

describe('didYouMean', () => {
  it('asks, or keeps quiet', () => {
    expect(didYouMean('pest control', ['test'])).to.equal(undefined)
    expect(didYouMean('tset', ['test'])).to.equal('Did you mean "test"?')
    expect(didYouMean('tests', ['test'])).to.equal('Did you mean "test"?')
  })
})
