import { compareVersions } from '../solc/version.js'
import type { Scan } from '../sources/scan.js'

/** A job as far as it matters for spreading it. */
export interface SplittableJob {
  readonly group: { readonly version: string }
  readonly units: readonly { readonly name: string; readonly closure: readonly string[] }[]
}

/** What is compiled, as far as it tells how long that takes. */
export interface WeighableSources {
  readonly nodes: ReadonlyMap<
    string,
    {
      readonly file: {
        readonly content: string
        readonly scan: Pick<Scan, 'contracts' | 'libraries'>
      }
    }
  >
}

/** How jobs may be spread. */
export interface SplitOptions {
  readonly graph: WeighableSources
  /** How many compilers can work at once. */
  readonly workers: number
}

interface WeighedUnit {
  readonly name: string
  readonly weight: number
}

/**
 * Below this weight a part does not pay for the second analysis of all sources and for the start of
 * another compiler (0.3 s). One unit of weight is about one second of code generation.
 */
const worthwhileWeight = 1

/**
 * Divides the units of each job into parts of about equal work, as many as there are workers for the
 * job's share of all work. Every part keeps all sources and only selects fewer outputs: ids, source
 * indices and bytecode are then the same as in one run. Pure.
 */
export function splitJobs(
  jobs: readonly SplittableJob[],
  { graph, workers }: SplitOptions,
): readonly (readonly (readonly string[])[])[] {
  const weighed = jobs.map(({ group, units }) => ({
    isDivisible: compareVersions(group.version, firstDivisible) >= 0,
    units: units.map(({ name, closure }) => ({ name, weight: unitWeight(name, closure, graph) })),
  }))
  const total = sumOf(weighed.flatMap(({ units }) => units))
  return weighed.map(({ isDivisible, units }) => {
    const weight = sumOf(units)
    const share = isDivisible ? Math.round((workers * weight) / total) : 1
    const parts = Math.min(share, Math.floor(weight / worthwhileWeight), units.length)
    return balance(units, Math.max(1, parts))
  })
}

/** Earlier releases compile every contract, whatever is selected. */
const firstDivisible = '0.5.0'

function sumOf(units: readonly WeighedUnit[]): number {
  return units.reduce((sum, { weight }) => sum + weight, 0)
}

/** Bytes of source behind one second of code generation, measured on OpenZeppelin with the optimizer. */
const bytesPerSecond = 330_000

/** A contract costs as much as all it inherits and uses; a library only what it does itself, if anything. */
function unitWeight(name: string, closure: readonly string[], graph: WeighableSources): number {
  const sizeOf = (member: string): number => graph.nodes.get(member)?.file.content.length ?? 0
  const { contracts = 0, libraries = 0 } = graph.nodes.get(name)?.file.scan ?? {}
  const all = contracts === 0 ? 0 : closure.reduce((sum, member) => sum + sizeOf(member), 0)
  return (contracts * all + libraries * sizeOf(name)) / bytesPerSecond + perFile
}

/** What even a file of interfaces takes, in seconds. */
const perFile = 0.002

/** Longest first, each to the part with the least work so far. */
function balance(weighed: readonly WeighedUnit[], parts: number): readonly (readonly string[])[] {
  const loads = Array.from({ length: parts }, (): { weight: number; names: string[] } => ({
    weight: 0,
    names: [],
  }))
  const byWeight = [...weighed].sort((a, b) => b.weight - a.weight)
  for (const { name, weight } of byWeight) {
    const lightest = loads.reduce((best, load) => (load.weight < best.weight ? load : best))
    lightest.names.push(name)
    lightest.weight += weight
  }
  return loads.map(({ names }) => names.sort()).filter((names) => names.length > 0)
}
