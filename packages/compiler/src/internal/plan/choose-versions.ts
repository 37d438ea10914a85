import { didYouMean } from '@scaffold-evm/common'
import { overrideUnusedError } from '../../errors.js'
import type { SolidityConfig } from '../../options.js'
import { rankVersions, type VersionPragma } from '../solc/pick-version.js'
import type { SolcRelease } from '../solc/solc.js'
import { compareVersions } from '../solc/version.js'
import type { SourceGraph } from '../sources/graph.js'

/** Which versions a file could be compiled with. */
export interface RankedVersions {
  /** Equal for files with the same pragmas and configuration. */
  readonly id: string
  /** The preferred one first. */
  readonly versions: readonly [string, ...string[]]
}

/** How a file is compiled. */
export interface VersionDecision {
  readonly version: string
  readonly ranked: RankedVersions
  /** Whose settings count: its own name, or that of the source which brought it in. */
  readonly settingsOf: string
}

/** What versions are chosen from. */
export interface VersionContext {
  readonly graph: SourceGraph
  readonly closures: ReadonlyMap<string, readonly string[]>
  readonly solidity: SolidityConfig
  readonly available: readonly SolcRelease[]
  /** By `RankedVersions.id`: what stands in for a preferred version that cannot be had. */
  readonly substitutes: ReadonlyMap<string, string>
}

/**
 * The version of every source. The project's own are decided by the pragmas of all they import. What
 * is only imported goes along with whatever imports it, with the newest of those versions: its
 * pragmas are satisfied there, and no run of solc is needed for it alone.
 *
 * @throws the errors of {@link rankVersions}, and `OVERRIDE_UNUSED`.
 */
export function chooseVersions(context: VersionContext): ReadonlyMap<string, VersionDecision> {
  const { graph, solidity } = context
  const picker = new VersionPicker(context)
  const decisions = new Map<string, VersionDecision>()
  for (const name of Object.keys(solidity.overrides)) {
    if (!graph.nodes.has(name)) {
      throw overrideUnusedError({ name, suggestion: didYouMean(name, graph.nodes.keys()) })
    }
  }
  for (const name of [...graph.roots, ...Object.keys(solidity.overrides)]) {
    decisions.set(name, picker.pick(name))
  }
  const decided: ReadonlySet<string> = new Set(decisions.keys())
  for (const root of graph.roots) {
    const own = decisions.get(root)
    if (own !== undefined) takeAlong(root, own, { context, decided, decisions })
  }
  return decisions
}

function takeAlong(
  root: string,
  own: VersionDecision,
  into: {
    readonly context: VersionContext
    readonly decided: ReadonlySet<string>
    readonly decisions: Map<string, VersionDecision>
  },
): void {
  for (const name of into.context.closures.get(root) ?? []) {
    if (into.decided.has(name)) continue
    const known = into.decisions.get(name)?.version
    if (known === own.version) continue
    if (known === undefined || compareVersions(own.version, known) > 0) {
      into.decisions.set(name, own)
    }
  }
}

/** Picks once for equal sets of pragmas: most files of a project share one. */
class VersionPicker {
  readonly #context: VersionContext
  readonly #known = new Map<string, RankedVersions>()

  constructor(context: VersionContext) {
    this.#context = context
  }

  pick(name: string): VersionDecision {
    const ranked = this.#rank(name)
    const [preferred] = ranked.versions
    const version = this.#context.substitutes.get(ranked.id) ?? preferred
    return { version, ranked, settingsOf: name }
  }

  #rank(name: string): RankedVersions {
    const { solidity, available } = this.#context
    const override = solidity.overrides[name]?.version
    const configured = override === undefined ? solidity.versions : [override]
    const pragmas = this.#pragmasOf(name)
    const id = [...configured, '', ...pragmas.map(({ range }) => range).sort()].join('\n')
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const versions = rankVersions({ sourceName: name, pragmas, configured, available })
    const ranked = { id, versions }
    this.#known.set(id, ranked)
    return ranked
  }

  /** One for each range: hundreds of files say the same. */
  #pragmasOf(name: string): readonly VersionPragma[] {
    const { graph, closures } = this.#context
    const byRange = new Map<string, VersionPragma>()
    for (const sourceName of closures.get(name) ?? []) {
      for (const { text, line } of graph.nodes.get(sourceName)?.file.scan.pragmas ?? []) {
        if (!byRange.has(text)) byRange.set(text, { sourceName, line, range: text })
      }
    }
    return [...byRange.values()]
  }
}
