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
  readonly #patterns = new Map<string, CodePattern>()
  readonly #found = {
    bytecode: new WeakMap<Uint8Array, Artifact | undefined>(),
    deployedBytecode: new WeakMap<Uint8Array, Artifact | undefined>(),
  }

  constructor(artifacts: readonly Artifact[]) {
    this.#artifacts = artifacts.filter(({ bytecode }) => bytecode !== '0x')
  }

  /** Whose runtime code that is. */
  runtime(code: Uint8Array): Artifact | undefined {
    return this.#find(code, 'deployedBytecode', (size, pattern) => size === pattern)
  }

  /** Whose creation code that begins with: arguments may follow. */
  creation(code: Uint8Array): Artifact | undefined {
    return this.#find(code, 'bytecode', (size, pattern) => size >= pattern)
  }

  #find(
    code: Uint8Array,
    kind: 'bytecode' | 'deployedBytecode',
    fits: (size: number, patternSize: number) => boolean,
  ): Artifact | undefined {
    if (code.length === 0) return undefined
    const known = this.#found[kind]
    if (known.has(code)) return known.get(code)
    const candidates = this.#artifacts.filter((artifact) =>
      fits(code.length, (artifact[kind].length - 2) / 2),
    )
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

function createPattern(artifact: Artifact, kind: 'bytecode' | 'deployedBytecode'): CodePattern {
  const digits = artifact[kind].slice(2).replace(/__.{36}__/g, '0'.repeat(40))
  const bytes = hexToBytes(`0x${digits}`)
  const open = new Uint8Array(bytes.length)
  const ranges = [...linkedRanges(artifact, kind)]
  if (kind === 'deployedBytecode') {
    ranges.push(...Object.values(artifact.immutableReferences).flat(), ...ownAddress(bytes))
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
