import { expect } from 'chai'
import { mnemonicOfSeed } from '../../../src/internal/node/seed-mnemonic.js'

describe('mnemonicOfSeed', () => {
  // What ganache 7.9.2 says of these seeds.
  const known: readonly (readonly [seed: string, mnemonic: string])[] = [
    ['1', 'dutch ivory morning blade episode boy quote cat utility spare chase skate'],
    ['hello world', 'matrix flag rate inquiry bunker kite tag ribbon airport gloom worth bean'],
    ['x'.repeat(300), 'very learn country core also better wasp young escape ethics peanut soup'],
  ]
  for (const [seed, mnemonic] of known) {
    it(`makes of ${JSON.stringify(seed.slice(0, 12))} what Ganache makes of it`, () => {
      expect(mnemonicOfSeed(seed)).to.equal(mnemonic)
    })
  }
})
