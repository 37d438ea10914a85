import { readFileSync } from 'node:fs'
import { bytesToHex, hexToBytes, isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import { Setups } from 'ox/trusted-setups'
import { LazyKzg } from '../../../src/internal/crypto/kzg.js'
import { fieldOrder } from '../../../src/internal/crypto/kzg-field.js'
import {
  secretG2,
  secretPower64G2,
  secretPowersG1,
} from '../../../src/internal/crypto/kzg-setup.js'
import { type Crypto, loadCrypto } from '../../../src/internal/crypto.js'

/** What c-kzg (both ox's build and kzg-wasm 1.0) computed for the blob of `makeBlob`. */
interface BlobProofs {
  readonly commitment: string
  readonly proof: string
  readonly cellProofs: string[]
  readonly lastCellHash: string
}

const fixtures = new URL('../../../../test/fixtures/', import.meta.url)
const known: BlobProofs = JSON.parse(readFileSync(new URL('blob-proofs.json', fixtures), 'utf8'))

const infinity = `0xc0${'00'.repeat(47)}`
const cellIndices = Array.from({ length: 128 }, (_, index) => index)

function element(value: bigint): string {
  return value.toString(16).padStart(64, '0')
}

function codeOf(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return isScaffoldError(error) ? error.code : error
  }
}

describe('LazyKzg', () => {
  let crypto: Crypto
  let kzg: LazyKzg
  let blob: string

  before(async () => {
    crypto = await loadCrypto()
    kzg = new LazyKzg(crypto.sha256)
    blob = makeBlob()
  })

  function makeBlob(): string {
    const elements = Array.from({ length: 4096 }, (_, index) => {
      const hash = crypto.sha256(Uint8Array.of(index & 0xff, index >> 8))
      return `00${bytesToHex(hash).slice(4)}`
    })
    return `0x${elements.join('')}`
  }

  it('has its points from the ceremony', () => {
    const { g1_monomial: g1, g2_monomial: g2 } = Setups.mainnet
    expect(`0x${secretG2}`).to.equal(bytesToHex(g2.slice(96, 192)))
    expect(`0x${secretPower64G2}`).to.equal(bytesToHex(g2.slice(64 * 96)))
    expect(secretPowersG1).to.have.length(64)
    expect(`0x${secretPowersG1.join('')}`).to.equal(bytesToHex(g1.slice(0, 64 * 48)))
  })

  describe('verifyProof', () => {
    it('accepts a constant polynomial at its value only', () => {
      // Five times the generator: the commitment to the polynomial 5.
      const five =
        '0xb0e7791fb972fe014159aa33a98622da3cdc98ff707965e536d8636b5fcc5ac7a91a8c46e59a00dca575af0f18fb13dc'
      const at = `0x${element(7n)}`
      expect(kzg.verifyProof(five, at, `0x${element(5n)}`, infinity)).to.equal(true)
      expect(kzg.verifyProof(five, at, `0x${element(6n)}`, infinity)).to.equal(false)
      expect(kzg.verifyProof(five, at, `0x${element(5n)}`, five)).to.equal(false)
      const zero = `0x${element(0n)}`
      expect(kzg.verifyProof(infinity, zero, zero, infinity)).to.equal(true)
    })

    it('rejects field elements out of range and points off the curve, in words that ethereumjs knows', () => {
      const zero = `0x${element(0n)}`
      const tooLarge = `0x${element(fieldOrder)}`
      const offCurve = `0x8f${'12'.repeat(47)}`
      for (const action of [
        () => kzg.verifyProof(infinity, tooLarge, zero, infinity),
        () => kzg.verifyProof(infinity, zero, tooLarge, infinity),
        () => kzg.verifyProof(infinity, zero, '0x00', infinity),
        () => kzg.verifyProof(offCurve, zero, zero, infinity),
        () => kzg.verifyProof(infinity, zero, zero, offCurve),
        () => kzg.verifyProof('0x', zero, zero, infinity),
      ]) {
        expect(codeOf(action)).to.equal('KZG_INPUT_INVALID')
        expect(action).to.throw('C_KZG_BADARGS')
      }
    })
  })

  it('verifies the proof of a whole blob', () => {
    const { commitment, proof } = known
    expect(kzg.verifyBlobProofBatch([blob], [commitment], [proof])).to.equal(true)
    expect(kzg.verifyBlobProofBatch([blob], [commitment], [commitment])).to.equal(false)
    const changed = `0x${element(1n)}${blob.slice(66)}`
    expect(kzg.verifyBlobProofBatch([changed], [commitment], [proof])).to.equal(false)
    expect(kzg.verifyBlobProofBatch([], [], [])).to.equal(true)
    const uneven = () => kzg.verifyBlobProofBatch([blob], [commitment], [])
    expect(codeOf(uneven)).to.equal('KZG_INPUT_INVALID')
    const short = () => kzg.verifyBlobProofBatch(['0x00'], [commitment], [proof])
    expect(codeOf(short)).to.equal('KZG_INPUT_INVALID')
  }).timeout(20_000)

  it('extends a blob to cells, and verifies their proofs', () => {
    const cells = kzg.computeCells(blob)
    expect(cells).to.have.length(128)
    expect(cells.slice(0, 64).map((cell) => cell.slice(2))).to.deep.equal(
      blob.slice(2).match(/.{4096}/g),
    )
    const lastCell = hexToBytes(cells.at(-1) ?? '0x')
    expect(bytesToHex(crypto.sha256(lastCell))).to.equal(known.lastCellHash)
    const commitments = cells.map(() => known.commitment)
    const verify = (changedCells: string[], proofs: string[]) =>
      kzg.verifyCellKzgProofBatch(commitments, cellIndices, changedCells, proofs)
    expect(verify(cells, known.cellProofs)).to.equal(true)
    expect(verify(cells.toReversed(), known.cellProofs)).to.equal(false)
    expect(verify(cells, known.cellProofs.toReversed())).to.equal(false)
    expect(codeOf(() => verify(cells, []))).to.equal('KZG_INPUT_INVALID')
    const single = kzg.verifyCellKzgProofBatch(
      [known.commitment],
      [100],
      cells.slice(100, 101),
      known.cellProofs.slice(100, 101),
    )
    expect(single).to.equal(true)
    const outside = () =>
      kzg.verifyCellKzgProofBatch([known.commitment], [128], [cells[0] ?? ''], [known.proof])
    expect(codeOf(outside)).to.equal('KZG_INPUT_INVALID')
  }).timeout(40_000)

  it('cannot commit or prove before it is loaded', () => {
    for (const action of [
      () => kzg.blobToKzgCommitment(blob),
      () => kzg.computeBlobProof(blob, known.commitment),
      () => kzg.computeCellsAndProofs(blob),
      () => kzg.recoverCellsAndProofs([], []),
    ]) {
      expect(codeOf(action)).to.equal('KZG_NOT_LOADED')
    }
  })

  const slow = process.env.SCAFFOLD_SLOW_TESTS === undefined ? it.skip : it
  slow(
    'commits and proves like c-kzg elsewhere (half a minute: only with SCAFFOLD_SLOW_TESTS)',
    async () => {
      await kzg.load()
      expect(kzg.blobToKzgCommitment(blob)).to.equal(known.commitment)
      expect(kzg.computeBlobProof(blob, known.commitment)).to.equal(known.proof)
      const [cells, proofs] = kzg.computeCellsAndProofs(blob)
      expect(cells).to.deep.equal(kzg.computeCells(blob))
      expect(proofs).to.deep.equal(known.cellProofs)
      const half = cellIndices.filter((index) => index % 2 === 1)
      const recovered = kzg.recoverCellsAndProofs(
        half,
        half.map((index) => cells[index] ?? ''),
      )
      expect(recovered).to.deep.equal([cells, proofs])
      expect(codeOf(() => kzg.blobToKzgCommitment('0x00'))).to.equal('KZG_INPUT_INVALID')
      const constant = `0x${element(5n).repeat(4096)}`
      const commitment = kzg.blobToKzgCommitment(constant)
      const [constantCells, constantProofs] = kzg.computeCellsAndProofs(constant)
      const commitments = constantCells.map(() => commitment)
      expect(
        kzg.verifyCellKzgProofBatch(commitments, cellIndices, constantCells, constantProofs),
      ).to.equal(true)
    },
  ).timeout(120_000)
})
