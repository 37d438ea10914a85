import { expect } from 'chai'
import { linkBytecode } from '../../../src/internal/contract/link-bytecode.js'

/** As artifacts have it: 40 characters. */
const placeholder = (name: string): string => `__${name}`.slice(0, 40).padEnd(40, '_')

describe('linkBytecode', () => {
  const address = `0x${'ab'.repeat(20)}`

  for (const name of ['Lib', 'My_Lib', 'L'.repeat(37), 'L'.repeat(38), 'Long'.repeat(12)]) {
    it(`puts an address in place of ${name}`, () => {
      const code = `0x60${placeholder(name)}61${placeholder(name)}62${placeholder('Other')}`
      const linked = linkBytecode(code, { [name]: address })
      expect(linked).to.equal(`0x60${'ab'.repeat(20)}61${'ab'.repeat(20)}62${placeholder('Other')}`)
    })
  }
})
