import type { SolcProvider } from '../solc/provider.js'
import { type PlanContext, planUnits } from './plan-units.js'
import type { Unit } from './unit.js'

/** A plan whose missing units can be compiled. */
export interface ReadyPlan {
  readonly units: readonly Unit[]
  /** Units that have to be compiled. */
  readonly misses: readonly Unit[]
  /** The soljson.js of each version that they need. */
  readonly soljsonPaths: ReadonlyMap<string, string>
}

/** What a plan is completed with. */
export interface CompilerLookup {
  readonly provider: SolcProvider
  /** The units that no cache holds. */
  readonly findMisses: (units: readonly Unit[]) => Promise<readonly Unit[]>
}

/**
 * Plans, and finds the compilers for what has to be compiled. Where a preferred version cannot be had
 * (offline), the plan is made again with the one that stands in for it.
 *
 * @throws the errors of {@link planUnits} and of the provider.
 */
export async function planWithCompilers(
  context: Omit<PlanContext, 'available' | 'substitutes'>,
  { provider, findMisses }: CompilerLookup,
): Promise<ReadyPlan> {
  const substitutes = new Map<string, string>()
  for (;;) {
    const units = planUnits({ ...context, available: await provider.available(), substitutes })
    const misses = await findMisses(units)
    const soljsonPaths = await resolveCompilers(misses, provider, substitutes)
    if (soljsonPaths !== undefined) return { units, misses, soljsonPaths }
  }
}

/** Undefined when a version was substituted, which is noted in `substitutes`. */
async function resolveCompilers(
  misses: readonly Unit[],
  provider: SolcProvider,
  substitutes: Map<string, string>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const paths = new Map<string, string>()
  const choices = new Map(misses.map((unit) => [unit.ranked.id, unit]))
  let isSubstituted = false
  for (const [id, { name, ranked, group }] of choices) {
    const wanted = substitutes.has(id) ? group.version : ranked.versions
    const release = await provider.resolve(wanted, name)
    paths.set(release.version, release.path)
    if (release.version === group.version) continue
    substitutes.set(id, release.version)
    isSubstituted = true
  }
  return isSubstituted ? undefined : paths
}
