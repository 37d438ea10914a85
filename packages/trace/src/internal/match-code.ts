import { hexToBytes } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'

/** Code of a contract as it was compiled, and which of its bytes are only known once it is deployed. */
interface CodePattern {
  readonly bytes: Uint8Array
  /** 1 where any byte fits. */
  readonly open: Uint8Array
  /** Without the metadata at its end, which says nothing of what code does. */
  readonly coreSize: number
}

interface Range {
  readonly start: number
  readonly length: number
}

/** The contracts of a project by their code. */
export class CodeMatcher {
  readonly #artifacts: readonly Artifact[]
  readonly #coreSizes: ReadonlyMap<Artifact, number>
  readonly #patterns = new Map<string, CodePattern>()
  readonly #found = {
    bytecode: new WeakMap<Uint8Array, Artifact | undefined>(),
    deployedBytecode: new WeakMap<Uint8Array, Artifact | undefined>(),
  }

  constructor(artifacts: readonly Artifact[]) {
    this.#artifacts = artifacts.filter(({ bytecode }) => bytecode !== '0x')
    this.#coreSizes = new Map(this.#artifacts.map((artifact) => [artifact, coreSizeOf(artifact)]))
  }

  /** Whose runtime code that is. */
  runtime(code: Uint8Array): Artifact | undefined {
    const ownSize = code.length - metadataSize(code)
    return this.#find(
      code,
      'deployedBytecode',
      (artifact) => this.#coreSizes.get(artifact) === ownSize,
    )
  }

  /** Whose creation code that begins with: arguments may follow. */
  creation(code: Uint8Array): Artifact | undefined {
    return this.#find(code, 'bytecode', ({ bytecode }) => code.length >= sizeOf(bytecode))
  }

  #find(
    code: Uint8Array,
    kind: 'bytecode' | 'deployedBytecode',
    fits: (artifact: Artifact) => boolean,
  ): Artifact | undefined {
    if (code.length === 0) return undefined
    const known = this.#found[kind]
    if (known.has(code)) return known.get(code)
    const candidates = this.#artifacts.filter(fits)
    const matching = candidates.filter((artifact) =>
      matches(code, this.#pattern(artifact, kind), 'coreSize'),
    )
    const exact = matching.find((artifact) => matches(code, this.#pattern(artifact, kind), 'whole'))
    const found = exact ?? matching[0]
    known.set(code, found)
    return found
  }

  #pattern(artifact: Artifact, kind: 'bytecode' | 'deployedBytecode'): CodePattern {
    const key = `${kind} ${artifact.sourceName}:${artifact.contractName}`
    const known = this.#patterns.get(key)
    if (known !== undefined) return known
    const pattern = createPattern(artifact, kind)
    this.#patterns.set(key, pattern)
    return pattern
  }
}

function sizeOf(hex: string): number {
  return (hex.length - 2) / 2
}

/** Of runtime code, without its metadata, whose size is in the last two bytes. */
function coreSizeOf({ deployedBytecode }: Artifact): number {
  const size = Number.parseInt(deployedBytecode.slice(-4), 16) + 2
  const first = Number.parseInt(deployedBytecode.slice(-size * 2).slice(0, 2), 16)
  const isMetadata = size < sizeOf(deployedBytecode) && first >= 0xa0 && first <= 0xb7
  return sizeOf(deployedBytecode) - (isMetadata ? size : 0)
}

function createPattern(artifact: Artifact, kind: 'bytecode' | 'deployedBytecode'): CodePattern {
  const digits = artifact[kind].slice(2).replace(/__.{36}__/g, '0'.repeat(40))
  const bytes = hexToBytes(`0x${digits}`)
  const open = new Uint8Array(bytes.length)
  const ranges = [...linkedRanges(artifact, kind), ...innerDigests(bytes)]
  if (kind === 'deployedBytecode') {
    // Artifacts of other tools may be without.
    const immutables = Object.values(artifact.immutableReferences ?? {}).flat()
    ranges.push(...immutables, ...ownAddress(bytes))
  }
  for (const { start, length } of ranges) open.fill(1, start, start + length)
  return { bytes, open, coreSize: bytes.length - metadataSize(bytes) }
}

function linkedRanges(artifact: Artifact, kind: 'bytecode' | 'deployedBytecode'): Range[] {
  const references = kind === 'bytecode' ? artifact.linkReferences : artifact.deployedLinkReferences
  return Object.values(references).flatMap((file) => Object.values(file).flat())
}

const push20 = 0x73

/** A library begins with a PUSH20 of its own address, which is known when it is deployed. */
function ownAddress(bytes: Uint8Array): Range[] {
  const isLibrary = bytes[0] === push20 && bytes.subarray(1, 21).every((byte) => byte === 0)
  return isLibrary ? [{ start: 1, length: 20 }] : []
}

/** How metadata begins, up to the hash of what it is made from: `ipfs`, and `bzzr1` and `bzzr0` of older compilers. */
const digestHeads = ['646970667358221220', '65627a7a72315820', '65627a7a72305820'].map((digits) =>
  Buffer.from(digits, 'hex'),
)

/** Contracts that create others have the code of those in theirs, with hashes of sources and comments. */
function innerDigests(bytes: Uint8Array): Range[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const ranges: Range[] = []
  for (const head of digestHeads) {
    for (let at = buffer.indexOf(head); at !== -1; at = buffer.indexOf(head, at + 1)) {
      ranges.push({ start: at + head.length, length: 32 })
    }
  }
  return ranges
}

/** CBOR, and its length in the last two bytes. */
function metadataSize(bytes: Uint8Array): number {
  const size = ((bytes.at(-2) ?? 0) << 8) + (bytes.at(-1) ?? 0) + 2
  const first = bytes[bytes.length - size] ?? 0
  return size < bytes.length && first >= 0xa0 && first <= 0xb7 ? size : 0
}

function matches(
  code: Uint8Array,
  { bytes, open, coreSize }: CodePattern,
  part: 'coreSize' | 'whole',
): boolean {
  const size = part === 'whole' ? bytes.length : coreSize
  for (let index = 0; index < size; index++) {
    if (code[index] !== bytes[index] && open[index] === 0) return false
  }
  return true
}
