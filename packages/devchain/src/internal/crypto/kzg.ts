import type { KZG } from '@ethereumjs/util'
import { bytesToHex, hexToBytes } from '@scaffold-evm/common'
import type { Kzg } from 'ox/wasm'
import { invalidKzgInputError, kzgNotLoadedError } from '../../errors.js'
import { BlobOpener } from './kzg-blob.js'
import { parseFieldElement, verifyPoint } from './kzg-point.js'

type Engine = Awaited<ReturnType<typeof Kzg.create>>

/**
 * KZG commitments of blobs in the form that ethereumjs takes. `verifyProof`, which any contract may
 * call (EIP-4844's precompile), works at once; all else needs the trusted setup, half a megabyte
 * that is loaded when the first blob is seen.
 */
export class LazyKzg implements KZG {
  readonly #opener: BlobOpener
  #loading: Promise<void> | undefined
  #loaded: Engine | undefined

  constructor(sha256: (data: Uint8Array) => Uint8Array) {
    this.#opener = new BlobOpener(sha256)
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
    const opening = this.#opener.open(hexToBytes(blob), hexToBytes(commitment))
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
      const commitment = hexToBytes(commitments[index] ?? '0x')
      const { z, y } = this.#opener.open(hexToBytes(blob), commitment)
      return verifyPoint({ commitment, z, y, proof: hexToBytes(proofs[index] ?? '0x') })
    })
  }

  computeCells(blob: string): string[] {
    const bytes = hexToBytes(blob)
    return checked(() => this.#engine.computeCells(bytes)).map(bytesToHex)
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
    const [points, parts, witnesses] = [commitments, cells, proofs].map((list) =>
      list.map(hexToBytes),
    )
    return checked(() =>
      this.#engine.verifyCellKzgProofBatch(points ?? [], indices, parts ?? [], witnesses ?? []),
    )
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
