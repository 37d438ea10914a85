import type { DeployedContract, DiamondRecord, FacetRecord } from '@scaffold-evm/project'
import type { StepChange } from '../../migration/step-change.js'
import type { FileRun } from '../files/file-run.js'
import { codeName } from '../proxies/implementation.js'
import { encodeCall } from '../proxies/initializer.js'
import { layoutToJson } from '../proxies/upgraded-contracts.js'
import { transactionFields } from '../steps/transaction-fields.js'
import type { WantedCut } from './cut-state.js'
import { desiredFacets } from './desired-facets.js'
import { nobody } from './facet-diff.js'
import type { CheckedFacet } from './facet-safety.js'

/** A cut whose facets are deployed. */
export interface DeployingCut extends WantedCut {
  readonly change: StepChange
  readonly from: string
}

/** The facets that are wanted, by name; those whose code is there are not deployed again. */
export async function deployFacets(
  run: FileRun,
  wanted: DeployingCut,
  facets: readonly CheckedFacet[],
  live: ReadonlyMap<string, string>,
): Promise<DiamondRecord['facets']> {
  const recorded: Record<string, FacetRecord> = {}
  const there = new Set([...live.values()].map((address) => address.toLowerCase()))
  for (const facet of facets) {
    const { name, record, layout } = facet
    const known = wanted.entry.diamond?.facets[name]
    const same = [...(known === undefined ? [] : [known]), ...deployedAlone(run, record.contract)]
    const found = same.find((it) => isSameCode(it, record) && there.has(it.address.toLowerCase()))
    const address = found?.address ?? (await deployFacet(run, wanted, facet))
    recorded[name] = {
      ...{ ...record, address },
      ...(layout === undefined ? {} : { layout: layoutToJson(layout) }),
    }
  }
  return recorded
}

/** What a diamond's constructor was given is deployed as any contract is. */
function deployedAlone(run: FileRun, fullName: string): readonly DeployedContract[] {
  const recorded = Object.values(run.parts.journal.record.contracts)
  return recorded.filter(({ contract, proxy }) => contract === fullName && proxy === undefined)
}

async function deployFacet(
  run: FileRun,
  { options, place, change, from }: DeployingCut,
  { name, prepared }: Pick<CheckedFacet, 'name' | 'prepared'>,
): Promise<string> {
  const id = `deploy ${name} facet ${codeName(prepared.transaction.data)}`
  const known = run.parts.journal.step(run.name, id)
  if (run.hasTaken(id) && known?.address !== undefined) return known.address
  if (!run.hasTaken(id)) run.claimId(id, place)
  run.interfaces.push(prepared.interface)
  const { nonce: _, valueWei: __, ...fees } = options
  const { step } = await run.run({
    ...{ file: run.name, id, kind: 'deploy', label: `facet ${name}()`, from, change },
    content: { data: prepared.transaction.data, valueWei: 0n },
    fields: transactionFields(prepared.transaction, fees),
    ...{ interfaces: run.interfaces, place: { ...place, step: id } },
  })
  return step.address ?? ''
}

/** What a diamond calls with a cut. */
export interface CutInit {
  readonly to: string
  readonly data: string
  readonly text: readonly string[]
}

/** The call that a cut makes: to a facet, or to a contract that is deployed for it. */
export async function initOf(
  run: FileRun,
  wanted: DeployingCut,
  facets: DiamondRecord['facets'],
): Promise<CutInit> {
  const { init } = wanted.options
  if (init === undefined) return { to: nobody, data: '0x', text: [] }
  const { place, from } = wanted
  const call = typeof init.call === 'string' ? ([init.call] as const) : init.call
  const { data, text = '' } = await encodeCall(run, { name: init.contract, place }, call)
  const short = init.contract.slice(init.contract.lastIndexOf(':') + 1)
  const facet = facets[short]?.address
  if (facet !== undefined) return { to: facet, data, text: [text] }
  const [made] = await desiredFacets(run, [init.contract], { from, place })
  const to = made === undefined ? nobody : await deployFacet(run, wanted, made)
  return { to, data, text: [text] }
}

/** Whether a step deployed a facet. */
export function isFacetStep(id: string): boolean {
  return /^deploy \S+ facet [0-9a-f]{8}$/.test(id)
}

/** Whether a facet is there as it compiles now, with just these functions. */
export function isSameFacet(
  there: FacetRecord | undefined,
  { record }: CheckedFacet,
  live: ReadonlyMap<string, string>,
): there is FacetRecord {
  if (there === undefined) return false
  const isLive = record.selectors.every(
    (selector) => live.get(selector)?.toLowerCase() === there.address.toLowerCase(),
  )
  return isLive && isSameCode(there, record) && String(there.selectors) === String(record.selectors)
}

type Code = Pick<DeployedContract, 'codeDigest' | 'args' | 'libraries'>

function isSameCode(one: Code, two: Code): boolean {
  const text = ({ codeDigest, args = [], libraries = {} }: Code): string =>
    JSON.stringify([codeDigest, args, libraries])
  return one.codeDigest !== undefined && text(one) === text(two)
}
