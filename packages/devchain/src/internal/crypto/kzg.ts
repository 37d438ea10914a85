import type { KZG } from '@ethereumjs/util'
import { bytesToHex, hexToBytes } from '@scaffold-evm/common'
import type { Kzg } from 'ox/wasm'
import { invalidKzgInputError, kzgNotLoadedError } from '../../errors/crypto.js'
import { type BlobOpening, openBlob } from './kzg-blob.js'
import { extendBlob, verifyCells } from './kzg-cells.js'
import { parseFieldElement } from './kzg-field.js'
import { verifyPoint } from './kzg-point.js'

type Engine = Awaited<ReturnType<typeof Kzg.create>>

/**
 * KZG commitments of blobs in the form that ethereumjs takes. Verifying works at once, in some tenths
 * of a second a blob. Committing and proving, which hardly any client leaves to a node, is c-kzg's:
 * it has to be loaded first, which takes it many seconds.
 */
export class LazyKzg implements KZG {
  readonly #sha256: (data: Uint8Array) => Uint8Array
  #loading: Promise<void> | undefined
  #loaded: Engine | undefined

  constructor(sha256: (data: Uint8Array) => Uint8Array) {
    this.#sha256 = sha256
  }

  /** Compiles c-kzg and reads the trusted setup, once. */
  load(): Promise<void> {
    this.#loading ??= loadEngine().then(
      (engine) => {
        this.#loaded = engine
      },
      (error: unknown) => {
        this.#loading = undefined
        throw error
      },
    )
    return this.#loading
  }

  verifyProof(commitment: string, z: string, y: string, proof: string): boolean {
    return verifyPoint({
      commitment: hexToBytes(commitment),
      z: parseFieldElement(z),
      y: parseFieldElement(y),
      proof: hexToBytes(proof),
    })
  }

  blobToKzgCommitment(blob: string): string {
    const bytes = hexToBytes(blob)
    return bytesToHex(checked(() => this.#engine.blobToKzgCommitment(bytes)))
  }

  computeBlobProof(blob: string, commitment: string): string {
    const opening = this.#open(blob, commitment)
    return bytesToHex(this.#engine.blobToKzgCommitment(opening.quotient()))
  }

  verifyBlobProofBatch(
    blobs: readonly string[],
    commitments: readonly string[],
    proofs: readonly string[],
  ): boolean {
    if (blobs.length !== commitments.length || blobs.length !== proofs.length) {
      throw invalidKzgInputError('blobs, commitments and proofs differ in number')
    }
    return blobs.every((blob, index) => {
      const commitment = commitments[index] ?? '0x'
      const { z, y } = this.#open(blob, commitment)
      const proof = hexToBytes(proofs[index] ?? '0x')
      return verifyPoint({ commitment: hexToBytes(commitment), z, y, proof })
    })
  }

  computeCells(blob: string): string[] {
    return extendBlob(hexToBytes(blob)).map(bytesToHex)
  }

  computeCellsAndProofs(blob: string): [string[], string[]] {
    const bytes = hexToBytes(blob)
    const { cells, proofs } = checked(() => this.#engine.computeCellsAndKzgProofs(bytes))
    return [cells.map(bytesToHex), proofs.map(bytesToHex)]
  }

  recoverCellsAndProofs(indices: number[], cells: string[]): [string[], string[]] {
    const known = cells.map(hexToBytes)
    const recovered = checked(() => this.#engine.recoverCellsAndKzgProofs(indices, known))
    return [recovered.cells.map(bytesToHex), recovered.proofs.map(bytesToHex)]
  }

  verifyCellKzgProofBatch(
    commitments: string[],
    indices: number[],
    cells: string[],
    proofs: string[],
  ): boolean {
    const { length } = commitments
    if (indices.length !== length || cells.length !== length || proofs.length !== length) {
      throw invalidKzgInputError('commitments, indices, cells and proofs differ in number')
    }
    const claims = indices.map((index, place) => ({
      index,
      commitment: hexToBytes(commitments[place] ?? '0x'),
      cell: hexToBytes(cells[place] ?? '0x'),
      proof: hexToBytes(proofs[place] ?? '0x'),
    }))
    return verifyCells(claims, this.#sha256)
  }

  #open(blob: string, commitment: string): BlobOpening {
    return openBlob(hexToBytes(blob), {
      commitment: hexToBytes(commitment),
      sha256: this.#sha256,
    })
  }

  get #engine(): Engine {
    if (this.#loaded === undefined) throw kzgNotLoadedError()
    return this.#loaded
  }
}

async function loadEngine(): Promise<Engine> {
  const [{ create }, { mainnet }] = await Promise.all([
    import('ox/wasm/Kzg'),
    import('ox/trusted-setups/Setups'),
  ])
  return create({ trustedSetup: mainnet })
}

function checked<T>(action: () => T): T {
  try {
    return action()
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'Kzg.InvalidInputError') {
      throw invalidKzgInputError(cause.message, cause)
    }
    throw cause
  }
}
