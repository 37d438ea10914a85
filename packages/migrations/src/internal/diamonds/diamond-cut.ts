import type { DiamondRecord } from '@scaffold-evm/project'
import type { BaseContract } from 'ethers'
import { deploymentMissingError } from '../../errors/step.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { DiamondCutOptions } from '../../migration/diamond-options.js'
import type { StepChange } from '../../migration/step-change.js'
import { senderOf } from '../contracts/contracts.js'
import type { FileRun } from '../files/file-run.js'
import { upgradeSender } from '../proxies/authority.js'
import { codeName } from '../proxies/implementation.js'
import { askProxy, proxyAbi } from '../proxies/proxy-abi.js'
import { ChainReader } from '../steps/chain-reader.js'
import { transactionFields } from '../steps/transaction-fields.js'
import { type CutState, readCutState, selectorsOf, type WantedCut } from './cut-state.js'
import { type CutInit, deployFacets, initOf, isFacetStep, isSameFacet } from './deploy-facets.js'
import { desiredFacets } from './desired-facets.js'
import { diamondAbi } from './diamond-abi.js'
import { diamondContract } from './diamond-contract.js'
import { cutActions, type FacetCut, facetDiff, nobody } from './facet-diff.js'
import { type CheckedFacet, checkFacets } from './facet-safety.js'
import { assertNotOwn } from './own-functions.js'

/** `m.diamondCut`. */
export async function diamondCut(
  run: FileRun,
  name: string,
  { options, place }: { readonly options: DiamondCutOptions; readonly place: StepPlace },
): Promise<BaseContract> {
  const { journal } = run.parts
  const entry = journal.contract(name)
  if (entry === undefined) {
    throw deploymentMissingError(name, Object.keys(journal.record.contracts), place)
  }
  run.use(name)
  const id = options.id ?? run.nextId(`cut ${name}`)
  const done = journal.step(run.name, id)
  run.claimPast((past) => past.startsWith(`cut ${name} to version `) || isFacetStep(past))
  if (done?.status === 'confirmed') {
    run.keep(id, done)
    const { init: _, ...rest } = options
    // What a later migration made of it stays.
    if (entry.diamond?.migration === run.name) await cut(run, { name, entry, options: rest, place })
  } else await cut(run, { name, entry, options, place }, id)
  return diamondContract(run, name, options.from)
}

/** Brings the facets to what they are to be. */
async function cut(run: FileRun, wanted: WantedCut, givenId?: string): Promise<void> {
  const { name, entry, options, place } = wanted
  const state = await readCutState(run, wanted)
  const { before, live, open, isKept } = state
  const from = await senderOf(run, options.from)
  const desired = await desiredFacets(run, options.facets, { from, place })
  await assertNotOwn(run, entry, { facets: desired, place })
  const { unsafeAllow = [] } = options
  const checked = await checkFacets(run, desired, { diamond: name, before, unsafeAllow, place })
  if (isDone(checked.facets, state) && options.init === undefined && open === undefined) return
  const owner = await askProxy(run.parts.connection.provider, entry.address, 'owner')
  const sender = await upgradeSender(run, { owner }, { name, from: options.from, place })
  const why = givenId === undefined ? `facets of ${name} changed` : 'its facets are asked for'
  const change = { action: 'upgrade', subject: name, why, safety: checked.safety } as const
  const facets = await deployFacets(run, { ...wanted, change, from }, checked.facets, live)
  const cuts = facetDiff(live, selectorsOf(facets), isKept)
  const init = await initOf(run, { ...wanted, change, from }, facets)
  if (cuts.length === 0 && init.to === nobody && open === undefined) {
    // Facets that the diamond's constructor was given are known from now on.
    const diamond = { version: entry.diamond?.version ?? 0, migration: run.name, facets }
    return run.parts.journal.saveContract(name, { ...entry, diamond })
  }
  const asked = { ...wanted, id: open ?? givenId, sender, change, checked: checked.facets }
  await sendCut(run, asked, { cuts, init, facets })
}

/** Whether the diamond has all facets as they compile now, and no others. */
function isDone(facets: readonly CheckedFacet[], { before, live, isKept }: CutState): boolean {
  if (facets.some((facet) => !isSameFacet(before[facet.name], facet, live))) return false
  const targets = facets.flatMap(({ name, record }) =>
    record.selectors.map((selector) => [selector, before[name]?.address ?? nobody] as const),
  )
  return facetDiff(live, new Map(targets), isKept).length === 0
}

/** What is sent in one transaction. */
interface Cut {
  readonly cuts: readonly FacetCut[]
  readonly init: CutInit
  readonly facets: DiamondRecord['facets']
}

async function sendCut(
  run: FileRun,
  asked: WantedCut & {
    readonly id: string | undefined
    readonly sender: string
    readonly change: StepChange
    readonly checked: readonly CheckedFacet[]
  },
  { cuts, init, facets }: Cut,
): Promise<void> {
  const { name, entry, options, place, change, checked } = asked
  const version = (entry.diamond?.version ?? 0) + 1
  const data = cutData(cuts, init)
  const id = asked.id ?? `cut ${name} to version ${version} (${codeName(data)})`
  if (!run.hasTaken(id)) run.claimId(id, place)
  const before = await new ChainReader(run.parts.connection.provider).blockNumber()
  const { status } = await run.run({
    ...{ file: run.name, id, kind: 'call', from: asked.sender },
    label: `${name}.diamondCut(${[...cuts.map(cutText), ...init.text].join(', ')})`,
    content: { to: entry.address, data, valueWei: options.valueWei ?? 0n },
    fields: transactionFields(options),
    interfaces: [...run.interfaces, diamondAbi, proxyAbi],
    place: { ...place, step: id },
    change: { ...change, to: cuts.map(cutText).join(', ') },
    records: { [name]: { ...entry, diamond: { version, migration: run.name, facets } } },
  })
  if (!run.parts.isDryRun || status !== 'done') return
  const { rehearseFacets } = await import('./rehearse-facets.js')
  const done = { name, entry, facets: checked, before, addresses: facets }
  run.addRehearsals(id, await rehearseFacets(run, done))
}

function cutData(cuts: readonly FacetCut[], { to, data }: CutInit): string {
  const encoded = cuts.map(({ facet, action, selectors }) => [
    facet,
    cutActions[action],
    [...selectors],
  ])
  return diamondAbi.encodeFunctionData('diamondCut', [encoded, to, data])
}

/** `add 3 of 0x…`, `remove 2`. */
function cutText({ action, facet, selectors }: FacetCut): string {
  const count = `${action} ${selectors.length}`
  return action === 'remove' ? count : `${count} at ${facet}`
}
