import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleProvider } from '../../truffle-provider.js'

/** Tells which of a build's contracts lies at an address. */
export class KnownContracts {
  readonly #store: TruffleArtifactStore
  readonly #provider: TruffleProvider
  readonly #byCode = new Map<string, TruffleArtifact | undefined>()
  #all: readonly TruffleArtifact[] | undefined

  constructor(store: TruffleArtifactStore, provider: TruffleProvider) {
    this.#store = store
    this.#provider = provider
  }

  /** Read once: a store gives a new copy each time. */
  all(): readonly TruffleArtifact[] {
    this.#all ??= this.#store
      .names()
      .map((name) => this.#store.find(name))
      .filter((artifact) => artifact !== undefined)
    return this.#all
  }

  /** The contract whose code this is; undefined when it is nobody's. */
  async at(address: string): Promise<TruffleArtifact | undefined> {
    const code = await this.#provider.request({
      method: 'eth_getCode',
      params: [address, 'latest'],
    })
    return typeof code === 'string' && code.length > 2 ? this.#withCode(code.slice(2)) : undefined
  }

  #withCode(code: string): TruffleArtifact | undefined {
    if (!this.#byCode.has(code)) {
      const artifact = this.all().find((candidate) => isCodeOf(candidate, code))
      this.#byCode.set(code, artifact)
    }
    return this.#byCode.get(code)
  }
}

const libraryGuard = `73${'0'.repeat(40)}30`

function isCodeOf(
  { deployedBytecode, immutableReferences }: TruffleArtifact,
  code: string,
): boolean {
  const pattern = deployedBytecode.slice(2)
  if (pattern.length !== code.length || pattern.length === 0) return false
  const holes = [...linkHoles(pattern), ...immutableHoles(immutableReferences)]
  if (pattern.startsWith(libraryGuard)) holes.push([2, 42])
  return blank(pattern, holes) === blank(code.toLowerCase(), holes)
}

type Hole = readonly [start: number, end: number]

function linkHoles(pattern: string): Hole[] {
  return [...pattern.matchAll(/__.{38}/g)].map(({ index }) => [index, index + 40] as const)
}

function immutableHoles(references: unknown): Hole[] {
  const places: unknown[] = Object.values(Object(references)).flat()
  return places.map((place) => {
    const { start, length } = Object(place) as { start: number; length: number }
    return [start * 2, (start + length) * 2] as const
  })
}

function blank(code: string, holes: readonly Hole[]): string {
  let text = code
  for (const [start, end] of holes) {
    text = text.slice(0, start) + '_'.repeat(end - start) + text.slice(end)
  }
  return text
}
