import type { DeployedContract, DiamondRecord } from '@scaffold-evm/project'
import { diamondDriftError } from '../../errors/diamond.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { DiamondCutOptions } from '../../migration/diamond-options.js'
import type { FileRun } from '../files/file-run.js'
import { essentialSelectors, readFacets, standardSelectors } from './diamond-abi.js'

/** A cut that a migration asks for. */
export interface WantedCut {
  /** Recorded name of the diamond. */
  readonly name: string
  readonly entry: DeployedContract
  readonly options: DiamondCutOptions
  readonly place: StepPlace
}

/** What a diamond is before a cut. */
export interface CutState {
  /** The facet of each selector, on the chain. */
  readonly live: ReadonlyMap<string, string>
  /** What our cuts put there. */
  readonly before: DiamondRecord['facets']
  /** The id of a cut that an earlier run began and did not see done. */
  readonly open: string | undefined
  /** Whether a function stays that is not wanted. */
  readonly isKept: (selector: string, facet: string) => boolean
}

/** @throws `DIAMOND_UNREADABLE`, `PROXY_DRIFT`. */
export async function readCutState(
  run: FileRun,
  { name, entry, options, place }: WantedCut,
): Promise<CutState> {
  const { address, diamond } = entry
  const before = diamond?.facets ?? {}
  const live = await readFacets(run.parts.connection.provider, { name, address }, place)
  const open = openCut(run, name)
  // What an earlier run sent and did not see mined is ours.
  const isUnclear = options.takeOver === true || open !== undefined
  if (!isUnclear) assertNoDrift(name, { before, live, place })
  return { live, before, open, isKept: keptFunctions(entry) }
}

function openCut(run: FileRun, name: string): string | undefined {
  const steps = Object.entries(run.parts.journal.steps(run.name))
  return steps.find(
    ([id, { status }]) => `${id} `.startsWith(`cut ${name} `) && status !== 'confirmed',
  )?.[0]
}

/** What the diamond has by itself, what it cannot be without, and standard functions that no cut of ours put there. */
function keptFunctions({ address, diamond }: DeployedContract): CutState['isKept'] {
  const ours = selectorsOf(diamond?.facets ?? {})
  return (selector, facet) =>
    facet.toLowerCase() === address.toLowerCase() ||
    essentialSelectors.has(selector) ||
    (standardSelectors.has(selector) && !ours.has(selector))
}

/** Facets by selector. */
export function selectorsOf(facets: DiamondRecord['facets']): ReadonlyMap<string, string> {
  return new Map(
    Object.values(facets).flatMap(({ selectors, address }) =>
      selectors.map((selector) => [selector, address] as const),
    ),
  )
}

/** @throws `PROXY_DRIFT` when functions that we put somewhere are elsewhere. */
function assertNoDrift(
  name: string,
  at: {
    readonly before: DiamondRecord['facets']
    readonly live: ReadonlyMap<string, string>
    readonly place: StepPlace
  },
): void {
  for (const [selector, recorded] of selectorsOf(at.before)) {
    const found = at.live.get(selector)
    if (found?.toLowerCase() === recorded.toLowerCase()) continue
    throw diamondDriftError(name, { selector, recorded, found }, at.place)
  }
}
