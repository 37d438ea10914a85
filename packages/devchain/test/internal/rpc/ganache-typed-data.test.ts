import { expect } from 'chai'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

/** A document of one value. */
function documentOf(type: string, value: unknown): unknown {
  return {
    types: { EIP712Domain: [{ name: 'name', type: 'string' }], M: [{ name: 'x', type }] },
    primaryType: 'M',
    domain: { name: 'd' },
    message: { x: value },
  }
}

/** How the signatures of ganache-cli 6.12.2 and ganache 7.9.2 begin. */
const signed: readonly (readonly [type: string, value: unknown, signature: string])[] = [
  ['address', 0, '0xe89c4931483d1af7'],
  ['address', '', '0xe89c4931483d1af7'],
  ['address', '5', '0x8628cc04e4e3d132'],
  ['address', '0x1234', '0x14b0110da9fd5f3c'],
  ['address[]', [0], '0x958036a2fbe8f863'],
  ['bool', 'false', '0x4d4a5edaf743121d'],
  ['bool', null, '0x73a5ecfc8ee7505a'],
  ['uint256', '0x', '0xf88f8118092de62b'],
  ['bytes32', 'hello', '0xf51d3fc792a09501'],
  ['bytes32', 5, '0x22d419c11de0e95c'],
  ['bytes4', '0x12', '0x7d804df28186a4d9'],
  ['bytes', 'hello', '0x264498c0f6bcde7b'],
  ['bytes', '0x123', '0x9f89c15fc6ff5c4d'],
  ['bytes', null, '0xdf41675eb5077393'],
  ['bytes', [1, 2], '0xe635d3324bc15573'],
  ['string', 5, '0x1254ed41b27b5476'],
  ['string', null, '0x36cb6b8971714812'],
]

describe('signed documents in the dialect of Ganache', () => {
  const chain = useDevchain({ dialect: 'ganache' })
  const sign = (type: string, value: unknown): Promise<unknown> =>
    send(chain(), 'eth_signTypedData', accountOf(chain(), 0), documentOf(type, value))

  for (const [type, value, signature] of signed) {
    it(`take ${JSON.stringify(value)} for ${type}`, async () => {
      expect(String(await sign(type, value)).slice(0, signature.length)).to.equal(signature)
    })
  }

  it('refuse what does not fit', async () => {
    for (const [type, value] of [
      ['address', `0x${'12'.repeat(25)}`],
      ['uint8', 256],
      ['uint256', '-1'],
    ] as const) {
      const document = documentOf(type, value)
      const error = await rejection(chain(), 'eth_signTypedData', accountOf(chain(), 0), document)
      expect(error).to.have.property('code', -32_700)
    }
  })
})
