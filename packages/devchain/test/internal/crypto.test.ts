import { RLP } from '@ethereumjs/rlp'
import { ecrecover } from '@ethereumjs/util'
import { bytesToHex, hexToBytes, isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import { computeAddress, SigningKey } from 'ethers'
import * as fc from 'fast-check'
import { type Crypto, loadCrypto, type Signature } from '../../src/internal/crypto.js'

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const testKey = hexToBytes('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')

const privateKey = fc
  .bigInt({ min: 1n, max: order - 1n })
  .map((number) => hexToBytes(`0x${number.toString(16).padStart(64, '0')}`))
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 })

/** The result, or the code of the error. */
function outcome(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return isScaffoldError(error) ? error.code : error
  }
}

describe('loadCrypto', function () {
  // noble is slow, and slower still on a busy machine.
  this.timeout(20_000)

  let wasm: Crypto
  let noble: Crypto
  let both: [string, Crypto][]

  before(async () => {
    wasm = await loadCrypto()
    noble = await loadCrypto({ implementation: 'noble' })
    both = [
      ['wasm', wasm],
      ['noble', noble],
    ]
  })

  it('takes WebAssembly where there is one, and noble when asked to', () => {
    expect(wasm.implementation).to.equal('wasm')
    expect(noble.implementation).to.equal('noble')
  })

  it('takes noble where the host has no WebAssembly', async () => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly') ?? {}
    Reflect.deleteProperty(globalThis, 'WebAssembly')
    try {
      expect((await loadCrypto()).implementation).to.equal('noble')
    } finally {
      Object.defineProperty(globalThis, 'WebAssembly', descriptor)
    }
  })

  it('gives known hashes', () => {
    for (const [name, { keccak256, sha256 }] of both) {
      expect(bytesToHex(keccak256(new Uint8Array())), name).to.equal(
        '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
      )
      expect(bytesToHex(sha256(Buffer.from('abc'))), name).to.equal(
        '0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      )
    }
  })

  it('derives the known address of a known key', () => {
    for (const [name, { addressOf }] of both) {
      expect(bytesToHex(addressOf(testKey)), name).to.equal(
        '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
      )
    }
  })

  it('knows the signer of what was signed to be verified, and of nothing else', () => {
    fc.assert(
      fc.property(privateKey, digest, digest, (key, hash, other) => {
        for (const [name, { addressOf, recover, sign, signToVerify }] of both) {
          const signature = signToVerify(hash, key)
          expect(signature, name).to.deep.equal(sign(hash, key))
          expect(recover(hash, signature), name).to.deep.equal(addressOf(key))
          const changed = { ...signature, yParity: signature.yParity === 0 ? 1 : 0 } as const
          expect(outcome(() => recover(hash, changed))).to.not.deep.equal(addressOf(key))
          expect(outcome(() => recover(other, signature))).to.not.deep.equal(addressOf(key))
        }
      }),
      { numRuns: 10 },
    )
  })

  it('signs as RFC 6979 and low-s prescribe', () => {
    // Key 1, message "Satoshi Nakamoto": the vector that secp256k1 libraries share.
    const key = hexToBytes(`0x${'1'.padStart(64, '0')}`)
    for (const [name, { sha256, sign }] of both) {
      const { r, s } = sign(sha256(Buffer.from('Satoshi Nakamoto')), key)
      expect(r, name).to.equal(0x934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8n)
      expect(s, name).to.equal(0x2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5n)
    }
  })

  it('writes hashes as words, and hashes more than its memory held', () => {
    for (const size of [0, 135, 136, 137, 65_536, 500_000]) {
      const data = new Uint8Array(size).fill(size & 0xff)
      for (const [name, crypto] of both) {
        const words = new Int32Array(12)
        crypto.keccak256To(data, words, 2)
        const bytes = new Uint8Array(words.buffer, 8, 32)
        expect(bytes, name).to.deep.equal(noble.keccak256(data))
        expect(crypto.keccak256(data), name).to.deep.equal(bytes)
        expect([words[1], words[10]], name).to.deep.equal([0, 0])
      }
    }
  })

  it('hashes branches of a trie in both implementations as their encoding', () => {
    const hashes = fc.uint8Array({ minLength: 512, maxLength: 512 })
    fc.assert(
      fc.property(hashes, fc.integer({ min: 1, max: 0xffff }), (bytes, occupied) => {
        const children = Array.from({ length: 16 }, (_, nibble) =>
          (occupied & (1 << nibble)) === 0
            ? new Uint8Array(0)
            : bytes.subarray(nibble * 32, nibble * 32 + 32),
        )
        const expected = noble.keccak256(RLP.encode([...children, new Uint8Array(0)]))
        for (const [name, { hashBranch }] of both) {
          const words = new Int32Array(12)
          hashBranch(new Int32Array(bytes.slice().buffer), occupied, words, 2)
          expect(new Uint8Array(words.buffer, 8, 32), name).to.deep.equal(expected)
          expect([words[1], words[10]], name).to.deep.equal([0, 0])
        }
      }),
    )
  })

  it('is the same in both implementations, and what ethers computes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), privateKey, (data, key) => {
        const hash = wasm.keccak256(data)
        expect(hash).to.deep.equal(noble.keccak256(data))
        expect(wasm.sha256(data)).to.deep.equal(noble.sha256(data))
        expect(wasm.publicKey(key)).to.deep.equal(noble.publicKey(key))
        const signature = wasm.sign(hash, key)
        expect(signature).to.deep.equal(noble.sign(hash, key))
        const reference = new SigningKey(key).sign(hash)
        expect([signature.r, signature.s, signature.yParity]).to.deep.equal([
          BigInt(reference.r),
          BigInt(reference.s),
          reference.yParity,
        ])
        const address = wasm.addressOf(key)
        expect(bytesToHex(address)).to.equal(computeAddress(bytesToHex(key)).toLowerCase())
        expect(wasm.recover(hash, signature)).to.deep.equal(address)
        expect(noble.recover(hash, signature)).to.deep.equal(address)
      }),
      { numRuns: 30 },
    )
  })

  it('recovers from a high s', () => {
    const hash = wasm.keccak256(testKey)
    const { r, s, yParity } = wasm.sign(hash, testKey)
    const flipped: Signature = { r, s: order - s, yParity: yParity === 0 ? 1 : 0 }
    for (const [name, { recover }] of both) {
      expect(bytesToHex(recover(hash, flipped)), name).to.equal(bytesToHex(wasm.addressOf(testKey)))
    }
  })

  it('agrees on signatures at the edges, and on garbage', () => {
    const edge = fc.oneof(
      fc.constantFrom(0n, 1n, order - 1n, order, order + 1n, (1n << 256n) - 1n),
      fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
    )
    const yParity = fc.constantFrom(0 as const, 1 as const)
    fc.assert(
      fc.property(digest, fc.record({ r: edge, s: edge, yParity }), (hash, signature) => {
        const expected = outcome(() => noble.recover(hash, signature))
        expect(outcome(() => wasm.recover(hash, signature))).to.deep.equal(expected)
        if (expected instanceof Uint8Array) return
        expect(expected).to.equal('CRYPTO_INVALID_SIGNATURE')
      }),
      { numRuns: 150 },
    )
  })

  it('rejects keys, digests and signatures of the wrong size or range', () => {
    const hash = new Uint8Array(32).fill(1)
    const signature = wasm.sign(hash, testKey)
    const orderKey = hexToBytes(`0x${order.toString(16)}`)
    for (const [name, { addressOf, publicKey, recover, sign }] of both) {
      for (const key of [new Uint8Array(32), orderKey, new Uint8Array(31).fill(1)]) {
        expect(
          outcome(() => sign(hash, key)),
          name,
        ).to.equal('CRYPTO_INVALID_KEY')
        expect(
          outcome(() => publicKey(key)),
          name,
        ).to.equal('CRYPTO_INVALID_KEY')
        expect(
          outcome(() => addressOf(key)),
          name,
        ).to.equal('CRYPTO_INVALID_KEY')
      }
      expect(
        outcome(() => sign(hash.slice(1), testKey)),
        name,
      ).to.equal('CRYPTO_INVALID_HASH')
      expect(
        outcome(() => recover(hash.slice(1), signature)),
        name,
      ).to.equal('CRYPTO_INVALID_HASH')
      for (const bad of [{ r: -1n }, { s: -1n }, { r: 1n << 256n }]) {
        const code = outcome(() => recover(hash, { ...signature, ...bad }))
        expect(code, name).to.equal('CRYPTO_INVALID_SIGNATURE')
      }
    }
  })

  it('returns arrays that later calls do not touch', () => {
    for (const [name, { keccak256, publicKey, sha256 }] of both) {
      const results = [keccak256(testKey), sha256(testKey), publicKey(testKey)]
      const copies = results.map((bytes) => bytes.slice())
      for (let size = 0; size < 200_000; size += 40_000) keccak256(new Uint8Array(size).fill(7))
      sha256(new Uint8Array(99))
      publicKey(keccak256(testKey))
      expect(results, name).to.deep.equal(copies)
      // Less than a page of WebAssembly memory.
      for (const bytes of results) expect(bytes.buffer.byteLength, name).to.be.lessThan(65_536)
    }
  })

  it('leaves its arguments alone', () => {
    for (const [name, { keccak256, sign }] of both) {
      const key = testKey.slice()
      const hash = keccak256(key)
      const copy = hash.slice()
      sign(hash, key)
      expect([key, hash], name).to.deep.equal([testKey, copy])
    }
  })

  describe('customCrypto', () => {
    it('recovers what ethereumjs itself recovers, for each form of v', () => {
      const hash = wasm.keccak256(testKey)
      const { r, s, yParity } = wasm.sign(hash, testKey)
      const bytes = (number: bigint) => hexToBytes(`0x${number.toString(16).padStart(64, '0')}`)
      const forms: [v: bigint, chainId: bigint | undefined][] = [
        [BigInt(yParity), undefined],
        [BigInt(yParity), 31337n],
        [BigInt(yParity) + 27n, undefined],
        [BigInt(yParity) + 35n + 2n * 31337n, 31337n],
      ]
      for (const [name, { customCrypto }] of both) {
        for (const [v, chainId] of forms) {
          const recovered = customCrypto.ecrecover?.(hash, v, bytes(r), bytes(s), chainId)
          expect(recovered, name).to.deep.equal(ecrecover(hash, v, bytes(r), bytes(s), chainId))
        }
        for (const v of [2n, 26n, 29n, 35n, 1n << 200n]) {
          const code = outcome(() => customCrypto.ecrecover?.(hash, v, bytes(r), bytes(s)))
          expect(code, name).to.equal('CRYPTO_INVALID_SIGNATURE')
        }
      }
    })

    it('signs the same way each time, whatever entropy ethereumjs asks for', () => {
      const hash = wasm.keccak256(testKey)
      const options = { extraEntropy: true, format: 'recovered', prehash: false } as const
      const signatures = both.map(([, { customCrypto }]) =>
        customCrypto.ecsign?.(hash, testKey, options),
      )
      expect(signatures[0]).to.deep.equal(signatures[1])
      const { r, s, yParity } = wasm.sign(hash, testKey)
      const hex = (number: bigint) => number.toString(16).padStart(64, '0')
      expect(bytesToHex(signatures[0] ?? new Uint8Array())).to.equal(
        `0x0${yParity}${hex(r)}${hex(s)}`,
      )
    })
  })
})
