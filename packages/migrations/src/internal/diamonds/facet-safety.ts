import type { FacetRecord } from '@scaffold-evm/project'
import { upgradeUnsafeError } from '../../errors/proxy.js'
import type { StepPlace } from '../../errors/step-place.js'
import { compareStorageLayouts } from '../../layout/compare-storage-layouts.js'
import { parseStorageLayout } from '../../layout/parse-storage-layout.js'
import type { StorageLayout } from '../../layout/storage-layout.js'
import type { UnsafeAllow, UpgradeCode } from '../../upgrade/upgrade-codes.js'
import type { UpgradeFinding, UpgradeReport } from '../../upgrade/upgrade-report.js'
import { createReport } from '../compare/create-report.js'
import type { FileRun } from '../files/file-run.js'
import { implementationFacts } from '../proxies/implementation-facts.js'
import type { DesiredFacet } from './desired-facets.js'

/** A facet that was found to be safe. */
export interface CheckedFacet extends DesiredFacet {
  /** Undefined when it has no variables of its own. */
  readonly layout: StorageLayout | undefined
}

/** What matters for code that only a diamond runs: initializers and constructors of facets are not its state. */
const relevant: ReadonlySet<UpgradeCode> = new Set([
  'selfdestruct',
  'delegatecall',
  'state-variable-assignment',
  'internal-function-storage',
  'storage-clash',
  'namespace-duplicate',
])

/**
 * Facets share the storage of the diamond. Each has to find what its former version stored, and no two may have
 * different variables in the same place: those that share a struct (AppStorage) may differ in how much of its end they know.
 *
 * @throws `UPGRADE_UNSAFE` when one is not safe, before anything is sent.
 */
export async function checkFacets(
  run: FileRun,
  facets: readonly DesiredFacet[],
  how: {
    readonly diamond: string
    readonly before: Readonly<Record<string, FacetRecord>>
    readonly unsafeAllow: readonly UnsafeAllow[]
    readonly place: StepPlace
  },
): Promise<{ readonly facets: readonly CheckedFacet[]; readonly safety: UpgradeReport }> {
  const { diamond, before, unsafeAllow, place } = how
  const checked: CheckedFacet[] = []
  const findings: UpgradeFinding[] = []
  for (const facet of facets) {
    const facts = await implementationFacts(run.parts, facet.artifact, 'facet')
    const { layout } = facts
    const old = oldLayout(before[facet.name])
    findings.push(
      ...ownFindings(facet, facts.findings),
      ...(old === undefined ? [] : ownMoves(old, layout)),
      ...sharedFindings(layout, [...checked, ...formerFacets(before, facet.name)]),
    )
    checked.push({ ...facet, layout: hasState(layout) ? layout : undefined })
  }
  const safety = createReport(unique(findings), { contract: diamond, options: { unsafeAllow } })
  if (!safety.isSafe) throw await upgradeUnsafeError(diamond, { report: safety }, place)
  return { facets: checked, safety }
}

function oldLayout(facet: FacetRecord | undefined): StorageLayout | undefined {
  return facet?.layout === undefined ? undefined : parseStorageLayout(facet.layout)
}

/** Facets that share a struct have the same to tell. */
function unique(findings: readonly UpgradeFinding[]): readonly UpgradeFinding[] {
  const keyOf = ({ code, old, new: now, source }: UpgradeFinding): string =>
    JSON.stringify([code, old?.region, old?.label, now?.label, now?.slot, source])
  return [
    ...new Map(findings.toReversed().map((each) => [keyOf(each), each])).values(),
  ].toReversed()
}

/** What a facet does not use any more stays where it is. */
function ownMoves(old: StorageLayout, now: StorageLayout): readonly UpgradeFinding[] {
  return compareStorageLayouts(old, now).filter(({ code }) => code !== 'namespace-removed')
}

/** Facets that the diamond has so far, under other names. */
function formerFacets(
  before: Readonly<Record<string, FacetRecord>>,
  name: string,
): readonly Pick<CheckedFacet, 'name' | 'layout'>[] {
  return Object.entries(before).flatMap(([other, facet]) =>
    other === name ? [] : [{ name: `${other}, as it is`, layout: oldLayout(facet) }],
  )
}

function hasState({ variables, namespaces = [] }: StorageLayout): boolean {
  return variables.length + namespaces.length > 0
}

/** The facet that cuts calls initializers; it is there for that. */
function ownFindings(
  { functions }: DesiredFacet,
  findings: readonly UpgradeFinding[],
): readonly UpgradeFinding[] {
  const cuts = [...functions.values()].some((signature) => signature.startsWith('diamondCut('))
  return findings.filter(({ code }) => relevant.has(code) && !(cuts && code === 'delegatecall'))
}

/** One of two may know more of the end than the other. */
function sharedFindings(
  layout: StorageLayout,
  others: readonly Pick<CheckedFacet, 'name' | 'layout'>[],
): readonly UpgradeFinding[] {
  return others.flatMap((other) => {
    if (other.layout === undefined) return []
    const findings = conflicts(other.layout, layout)
    if (findings.length === 0 || conflicts(layout, other.layout).length === 0) return []
    return findings.map((finding) => ({
      ...finding,
      message: `${finding.message}: ${other.name} has it otherwise`,
    }))
  })
}

function conflicts(one: StorageLayout, two: StorageLayout): readonly UpgradeFinding[] {
  const isBoth = one.variables.length > 0 && two.variables.length > 0
  const names = new Set((two.namespaces ?? []).map(({ id }) => id))
  const shared = {
    ...one,
    variables: isBoth ? one.variables : [],
    namespaces: (one.namespaces ?? []).filter(({ id }) => names.has(id)),
  }
  return compareStorageLayouts(shared, two).filter(({ severity }) => severity === 'error')
}
