import { loadKeccak256 } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { getAddress, getBytes, hexlify, keccak256 } from 'ethers'
import fc from 'fast-check'
import { hashWith, rememberAddressHashes } from '../../../src/internal/connection/address-hashes.js'

describe('rememberAddressHashes', () => {
  for (const withChain of [false, true]) {
    it(`changes no hash, of addresses and of other data${withChain ? ', with the hash of chains' : ''}`, async () => {
      rememberAddressHashes()
      if (withChain) hashWith(await loadKeccak256())
      rememberAddressHashes()
      const bytes = fc.uint8Array({ maxLength: 64 })
      const digits = fc.string({
        minLength: 40,
        maxLength: 40,
        unit: fc.constantFrom(...'0123456789abcdef'),
      })
      fc.assert(
        fc.property(bytes, digits, (data, address) => {
          const text = new TextEncoder().encode(address)
          for (const input of [data, text, text]) {
            expect(keccak256(input)).to.equal(hexlify(keccak256._(getBytes(input))))
          }
        }),
      )
      const known = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
      expect(getAddress(known.toLowerCase())).to.equal(known)
      expect(getAddress(known)).to.equal(known)
    })
  }
})
