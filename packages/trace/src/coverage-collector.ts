import type { Build } from './build.js'
import type { CompiledContract } from './compiled-contract.js'
import type { FileCoverage, InstructionCounts } from './coverage.js'
import { countBranches, settleTries } from './internal/count-branches.js'
import { countFunctions, countModifiers } from './internal/count-functions.js'
import { countStatements } from './internal/count-statements.js'
import { type CoverageItems, coverageItems, toFileCoverage } from './internal/coverage-items.js'
import type { SourceTree } from './internal/source-tree.js'

/**
 * Sums up what ran by what the sources are made of. The code has to be that of the build: legacy pipeline, optimizer off. What
 * several contracts share, by inheritance or since they are alike, counts once at its source.
 */
export class CoverageCollector {
  readonly #build: Build
  readonly #isIncluded: (sourceName: string) => boolean
  readonly #items = new Map<string, CoverageItems>()

  constructor(build: Build, isIncluded: (sourceName: string) => boolean) {
    this.#build = build
    this.#isIncluded = isIncluded
  }

  /** Adds what ran. Code that is none of the build's is passed over. */
  async add(counts: Iterable<InstructionCounts>): Promise<void> {
    for (const one of counts) await this.#addCode(one)
  }

  /** All sources of the build that count, those that never ran too, in the order of their names. Ends the collection. */
  async finish(): Promise<readonly FileCoverage[]> {
    for (const contract of await this.#build.contracts()) {
      this.#itemsOf(contract.sources.byName(contract.artifact.sourceName))
    }
    const all = [...this.#items.values()]
    for (const items of all) {
      countModifiers(items)
      settleTries(items)
    }
    return all.map(toFileCoverage).sort((a, b) => (a.sourceName < b.sourceName ? -1 : 1))
  }

  async #addCode(counts: InstructionCounts): Promise<void> {
    const { matcher } = this.#build
    const running = matcher.runtime(counts.code)
    const artifact = running ?? matcher.creation(counts.code)
    const contract = artifact && (await this.#build.load(artifact))
    if (contract === undefined) return
    const map = running === undefined ? contract.creation : contract.runtime
    const itemsOf = (file: number): CoverageItems | undefined => this.#itemsAt(contract, file)
    const place = { counts, map, itemsOf, allItems: () => this.#allItems(contract) }
    countStatements(place)
    countBranches(place)
    countFunctions(place)
  }

  *#allItems({ sources }: CompiledContract): Generator<CoverageItems> {
    for (let file = 0; ; file++) {
      const tree = sources.byIndex(file)
      if (tree === undefined) return
      const items = this.#itemsOf(tree)
      if (items !== undefined) yield items
    }
  }

  #itemsAt({ sources }: CompiledContract, file: number): CoverageItems | undefined {
    return file < 0 ? undefined : this.#itemsOf(sources.byIndex(file))
  }

  #itemsOf(tree: SourceTree | undefined): CoverageItems | undefined {
    if (tree === undefined || !this.#isIncluded(tree.name)) return undefined
    const known = this.#items.get(tree.name)
    if (known !== undefined) return known
    const items = coverageItems(tree)
    this.#items.set(tree.name, items)
    return items
  }
}
