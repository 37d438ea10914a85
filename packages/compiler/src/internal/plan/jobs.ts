import type { SolcInput } from '../../standard-json.js'
import type { SourceGraph } from '../sources/graph.js'
import { selectOutputs } from './outputs.js'
import type { Unit, UnitGroup } from './unit.js'

/** One run of solc: some units of a group, and all sources they need. */
export interface Job {
  readonly group: UnitGroup
  readonly units: readonly Unit[]
  /** Names. Sorted. */
  readonly sources: readonly string[]
}

/** As few jobs as possible for `units`: one for each group. Pure. */
export function planJobs(units: readonly Unit[]): readonly Job[] {
  const groups = new Map<string, Unit[]>()
  for (const unit of units) {
    const members = groups.get(unit.group.id)
    if (members === undefined) groups.set(unit.group.id, [unit])
    else members.push(unit)
  }
  return [...groups.values()].flatMap((members) => {
    const group = members[0]?.group
    if (group === undefined) return []
    const sources = new Set(members.flatMap(({ closure }) => closure))
    return [{ group, units: members, sources: [...sources].sort() }]
  })
}

/** The standard-JSON input of `job`, asking for the outputs of `selected` only. */
export function jobInput(
  job: Job,
  graph: SourceGraph,
  selected: readonly string[] = job.units.map(({ name }) => name),
): SolcInput {
  const { group, sources } = job
  const contents = sources.flatMap((name) => {
    const content = graph.nodes.get(name)?.file.content
    return content === undefined ? [] : [[name, { content }] as const]
  })
  return {
    language: group.language,
    sources: Object.fromEntries(contents),
    settings: { ...group.settings, outputSelection: selectOutputs(selected, group.outputs) },
  }
}
