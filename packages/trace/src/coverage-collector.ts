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
  readonly #plans = new Map<string, CountingPlan>()
  /** By contract: creation code has another hash with other arguments. */
  readonly #plansOf = new Map<string, CountingPlan>()

  constructor(build: Build, isIncluded: (sourceName: string) => boolean) {
    this.#build = build
    this.#isIncluded = isIncluded
  }

  /** Adds what ran. Code that is none of the build's is passed over. */
  async add(counts: Iterable<InstructionCounts>): Promise<void> {
    for (const one of counts) addAll(await this.#planOf(one), one)
  }

  /** Adds what one test ran, and remembers that it did. */
  async addTest(title: string, counts: Iterable<InstructionCounts>): Promise<void> {
    const all = [...counts]
    const plans = await Promise.all(all.map((one) => this.#planOf(one)))
    const before = new Map<CoveredStatement, number>()
    for (const { statements } of new Set(plans.flatMap(({ items }) => [...items]))) {
      for (const { item } of statements) before.set(item, item.count)
    }
    for (const [index, plan] of plans.entries()) {
      const one = all[index]
      if (one !== undefined) addAll(plan, one)
    }
    for (const [item, count] of before) if (item.count > count) item.tests.add(title)
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

  async #planOf({ code, codeHash }: InstructionCounts): Promise<CountingPlan> {
    const key = String(codeHash)
    const known = this.#plans.get(key)
    if (known !== undefined) return known
    const plan = await this.#createPlan(code)
    this.#plans.set(key, plan)
    return plan
  }

  async #createPlan(code: Uint8Array): Promise<CountingPlan> {
    const { matcher } = this.#build
    const running = matcher.runtime(code)
    const artifact = running ?? matcher.creation(code)
    const contract = artifact && (await this.#build.load(artifact))
    if (contract === undefined) return { adds: [], items: new Set() }
    const isCreation = running === undefined
    const { sourceName, contractName } = contract.artifact
    const key = `${isCreation} ${sourceName}:${contractName}`
    const known = this.#plansOf.get(key)
    if (known !== undefined) return known
    const plan = this.#planFor(contract, code, isCreation ? 'creation' : 'runtime')
    this.#plansOf.set(key, plan)
    return plan
  }

  #planFor(
    contract: CompiledContract,
    code: Uint8Array,
    kind: 'creation' | 'runtime',
  ): CountingPlan {
    const items = new Set<CoverageItems>()
    const itemsOf = (file: number): CoverageItems | undefined => {
      const found = this.#itemsAt(contract, file)
      if (found !== undefined) items.add(found)
      return found
    }
    const allItems = (): Generator<CoverageItems> => this.#allItems(contract)
    const isCreation = kind === 'creation'
    const place = { code, map: contract[kind], isCreation, itemsOf, allItems }
    return { adds: [planStatements(place), planBranches(place), planFunctions(place)], items }
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

/** How counts of one code are added, and to what. */
interface CountingPlan {
  readonly adds: readonly AddCounts[]
  readonly items: ReadonlySet<CoverageItems>
}

function addAll({ adds }: CountingPlan, counts: InstructionCounts): void {
  for (const add of adds) add(counts)
}
