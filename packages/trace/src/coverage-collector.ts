import type { Build } from './build.js'
import type { CompiledContract } from './compiled-contract.js'
import type { CoveredStatement, FileCoverage, InstructionCounts } from './coverage.js'
import { planBranches, settleTries } from './internal/count-branches.js'
import { countModifiers, planFunctions } from './internal/count-functions.js'
import { planStatements } from './internal/count-statements.js'
import type { AddCounts } from './internal/counted-code.js'
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
  /** By the hash of code, since tests run the same codes again and again. */
  readonly #plans = new Map<string, readonly AddCounts[]>()

  constructor(build: Build, isIncluded: (sourceName: string) => boolean) {
    this.#build = build
    this.#isIncluded = isIncluded
  }

  /** Adds what ran. Code that is none of the build's is passed over. */
  async add(counts: Iterable<InstructionCounts>): Promise<void> {
    for (const one of counts) {
      for (const addCounts of await this.#planOf(one)) addCounts(one)
    }
  }

  /** Adds what one test ran, and remembers that it did. */
  async addTest(title: string, counts: Iterable<InstructionCounts>): Promise<void> {
    const before = new Map<CoveredStatement, number>()
    for (const { statements } of this.#items.values()) {
      for (const { item } of statements) before.set(item, item.count)
    }
    await this.add(counts)
    for (const { statements } of this.#items.values()) {
      for (const { item } of statements) {
        if (item.count > (before.get(item) ?? 0)) item.tests.add(title)
      }
    }
  }

  /** All sources of the build that count, those that never ran too, in the order of their names. Ends the collection. */
  async finish(): Promise<readonly FileCoverage[]> {
    for (const contract of await this.#build.contracts()) {
      this.#itemsOf(contract.sources.byName(contract.artifact.sourceName))
    }
    const all = [...this.#items.values()]
    for (const items of all) {
      countModifiers(items, all)
      settleTries(items)
    }
    return all.map(toFileCoverage).sort((a, b) => (a.sourceName < b.sourceName ? -1 : 1))
  }

  async #planOf({ code, codeHash }: InstructionCounts): Promise<readonly AddCounts[]> {
    const key = String(codeHash)
    const known = this.#plans.get(key)
    if (known !== undefined) return known
    const plan = await this.#createPlan(code)
    this.#plans.set(key, plan)
    return plan
  }

  async #createPlan(code: Uint8Array): Promise<readonly AddCounts[]> {
    const { matcher } = this.#build
    const running = matcher.runtime(code)
    const artifact = running ?? matcher.creation(code)
    const contract = artifact && (await this.#build.load(artifact))
    if (contract === undefined) return []
    const map = running === undefined ? contract.creation : contract.runtime
    const itemsOf = (file: number): CoverageItems | undefined => this.#itemsAt(contract, file)
    const isCreation = running === undefined
    const place = { code, map, isCreation, itemsOf, allItems: () => this.#allItems(contract) }
    return [planStatements(place), planBranches(place), planFunctions(place)]
  }

  *#allItems({ sources }: CompiledContract): Generator<CoverageItems> {
    for (const tree of sources.all()) {
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
