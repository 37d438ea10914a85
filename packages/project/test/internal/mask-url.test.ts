import { expect } from 'chai'
import fc from 'fast-check'
import { maskSecretUrl, maskUrl } from '../../src/internal/mask-url.js'

describe('maskUrl', () => {
  const table: readonly (readonly [string, string])[] = [
    ['http://127.0.0.1:8545', 'http://127.0.0.1:8545'],
    ['http://localhost:8545/rpc', 'http://localhost:8545/rpc'],
    ['localhost:8545', 'localhost:8545'],
    [
      'https://mainnet.infura.io/v3/0123456789abcdef0123456789abcdef',
      'https://mainnet.infura.io/v3/***',
    ],
    [
      'https://eth-sepolia.g.alchemy.com/v2/aBcDeFgHiJkLmNoPqRsTuVwXyZ',
      'https://eth-sepolia.g.alchemy.com/v2/***',
    ],
    ['https://user:pw@rpc.test/', 'https://***@rpc.test'],
    ['https://rpc.test/?key=abc&net=main', 'https://rpc.test?key=***&net=***'],
  ]
  for (const [url, shown] of table) {
    it(`shows ${shown}`, () => {
      expect(maskUrl(url)).to.equal(shown)
    })
  }

  it('never shows keys, passwords or query values', () => {
    const key = fc.string({
      minLength: 16,
      maxLength: 40,
      unit: fc.constantFrom(...'abcXYZ0189_-'),
    })
    fc.assert(
      fc.property(key, fc.constantFrom('path', 'query', 'user', 'password'), (text, where) => {
        const urls = {
          path: `https://rpc.test/v3/${text}`,
          query: `https://rpc.test/?apikey=${text}`,
          user: `https://${text}@rpc.test/`,
          password: `https://u:${text}@rpc.test/`,
        }
        expect(maskUrl(urls[where])).not.to.include(text)
        expect(maskSecretUrl(urls[where])).not.to.include(text)
      }),
    )
  })

  it('shows of a URL that is a secret only where it leads', () => {
    expect(maskSecretUrl('https://rpc.test:99/ab?c=d')).to.equal('https://rpc.test:99/***')
    expect(maskSecretUrl('not a url')).to.equal('***')
  })
})
