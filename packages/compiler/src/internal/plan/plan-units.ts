import type { CompileProfile, SolidityConfig } from '../../options.js'
import { canonicalJson, sha256, sortKeys } from '../hash.js'
import { longVersionOf } from '../solc/releases.js'
import type { SolcRelease } from '../solc/solc.js'
import { closureOf, type SourceGraph } from '../sources/graph.js'
import { chooseVersions, type VersionDecision } from './choose-versions.js'
import { wantedOutputs } from './outputs.js'
import { settingsFor } from './settings.js'
import type { Unit, UnitGroup } from './unit.js'

/** What a plan is made from. */
export interface PlanContext {
  readonly graph: SourceGraph
  readonly solidity: SolidityConfig
  readonly profile: CompileProfile
  readonly withAst: boolean
  /** For solc. */
  readonly remappings: readonly string[]
  readonly available: readonly SolcRelease[]
  /** See `VersionContext`. */
  readonly substitutes: ReadonlyMap<string, string>
}

const keyFormat = 'unit-1'

/** Every source of the graph as a unit with its compiler, settings and key, in order of names. Pure. */
export function planUnits(context: PlanContext): readonly Unit[] {
  const { graph } = context
  const names = [...graph.nodes.keys()].sort()
  const closures = new Map(names.map((name) => [name, closureOf(graph, name)]))
  const decisions = chooseVersions({ ...context, closures })
  const groups = new GroupMaker(context)
  return names.flatMap((name) => {
    const decision = decisions.get(name)
    const closure = closures.get(name) ?? []
    if (decision === undefined) return []
    const group = groups.for(name, decision)
    const { ranked } = decision
    return { name, closure, ranked, group, key: unitKey(context, { name, closure, group }) }
  })
}

class GroupMaker {
  readonly #context: PlanContext
  readonly #groups = new Map<string, UnitGroup>()

  constructor(context: PlanContext) {
    this.#context = context
  }

  for(name: string, { version, settingsOf }: VersionDecision): UnitGroup {
    const language = this.#context.graph.nodes.get(name)?.file.language ?? 'Solidity'
    // solc takes one Yul file at a time.
    const apart = language === 'Yul' ? name : ''
    const owner = settingsOf in this.#context.solidity.overrides ? settingsOf : ''
    const id = [version, language, owner, apart].join('\n')
    let group = this.#groups.get(id)
    if (group === undefined) {
      group = this.#make(version, language, settingsOf, apart)
      this.#groups.set(id, group)
    }
    return group
  }

  #make(
    version: string,
    language: UnitGroup['language'],
    settingsOf: string,
    apart: string,
  ): UnitGroup {
    const { available, remappings, profile, withAst } = this.#context
    const release = available.find((one) => one.version === version)
    const longVersion = release?.longVersion ?? longVersionOf(version) ?? version
    const { outputSelection, ...configured } = settingsFor(settingsOf, version, this.#context)
    const settings = Object.freeze({
      ...Object(sortKeys(configured)),
      ...(remappings.length > 0 && language === 'Solidity' ? { remappings } : {}),
    })
    const outputs = wantedOutputs({ version, language, profile, withAst }, { outputSelection })
    const id = sha256(canonicalJson([longVersion, language, settings, outputs, apart]))
    return { id, version, longVersion, language, settings, outputs }
  }
}

function unitKey(
  { graph }: PlanContext,
  { name, closure, group }: Pick<Unit, 'name' | 'closure' | 'group'>,
): string {
  const contents = closure.map((member) => `${graph.nodes.get(member)?.file.hash} ${member}`)
  return sha256([keyFormat, group.id, name, ...contents].join('\n'))
}
