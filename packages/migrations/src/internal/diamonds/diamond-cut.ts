import type { DeployedContract, DiamondRecord, FacetRecord } from '@scaffold-evm/project'
import type { BaseContract } from 'ethers'
import type { DiamondCutOptions } from '../../diamond-options.js'
import { deploymentMissingError, diamondDriftError, type StepPlace } from '../../errors.js'
import type { StepChange } from '../../step-change.js'
import { ChainReader } from '../chain-reader.js'
import { senderOf } from '../contracts.js'
import type { FileRun } from '../file-run.js'
import { upgradeSender } from '../proxies/authority.js'
import { codeName } from '../proxies/implementation.js'
import { encodeCall } from '../proxies/initializer.js'
import { askProxy, proxyAbi } from '../proxies/proxy-abi.js'
import { layoutToJson } from '../proxies/upgraded-contracts.js'
import { transactionFields } from '../transaction-fields.js'
import { desiredFacets } from './desired-facets.js'
import { diamondAbi, essentialSelectors, readFacets, standardSelectors } from './diamond-abi.js'
import { diamondContract } from './diamond-contract.js'
import { cutActions, type FacetCut, facetDiff } from './facet-diff.js'
import { type CheckedFacet, checkFacets } from './facet-safety.js'
import { assertNotOwn } from './own-functions.js'

interface Cut {
  readonly name: string
  readonly entry: DeployedContract
  readonly options: DiamondCutOptions
  readonly place: StepPlace
}

const nobody = '0x0000000000000000000000000000000000000000'

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
async function cut(run: FileRun, wanted: Cut, givenId?: string): Promise<void> {
  const { name, entry, options, place } = wanted
  const { provider } = run.parts.connection
  const before = entry.diamond?.facets ?? {}
  const live = await readFacets(provider, { name, address: entry.address }, place)
  const open = openCut(run, name)
  // What an earlier run sent and did not see mined is ours.
  const isUnclear = options.takeOver === true || open !== undefined
  if (!isUnclear) assertNoDrift(name, { before, live, place })
  const from = await senderOf(run, options.from)
  const desired = await desiredFacets(run, options.facets, { from, place })
  await assertNotOwn(run, entry, { facets: desired, place })
  const { unsafeAllow = [] } = options
  const checked = await checkFacets(run, desired, { diamond: name, before, unsafeAllow, place })
  const isChanged = checked.facets.some((facet) => !isSameFacet(before[facet.name], facet, live))
  const isKept = keptFunctions(entry)
  const targets = checked.facets.flatMap(({ name, record }) =>
    record.selectors.map((selector) => [selector, before[name]?.address ?? nobody] as const),
  )
  const isOther = facetDiff(live, new Map(targets), isKept).length > 0
  const isIdle = !isChanged && !isOther && options.init === undefined
  if (isIdle && open === undefined) return
  const owner = await askProxy(provider, entry.address, 'owner')
  const sender = await upgradeSender(run, { owner }, { name, from: options.from, place })
  const change = { action: 'upgrade', subject: name, why: whyOf(wanted, givenId) } as const
  const told: StepChange = { ...change, safety: checked.safety }
  const facets = await deployFacets(run, { ...wanted, change: told, from }, checked.facets, live)
  const cuts = facetDiff(live, selectorsOf(facets), isKept)
  const init = await initOf(run, { ...wanted, change: told, from }, facets)
  if (cuts.length === 0 && init.to === nobody && open === undefined) return
  const version = (entry.diamond?.version ?? 0) + 1
  const data = cutData(cuts, init)
  const id = open ?? givenId ?? `cut ${name} to version ${version} (${codeName(data)})`
  if (!run.hasTaken(id)) run.claimId(id, place)
  const block = await new ChainReader(provider).blockNumber()
  const { status } = await run.run({
    ...{ file: run.name, id, kind: 'call', from: sender },
    label: `${name}.diamondCut(${[...cuts.map(cutText), ...init.text].join(', ')})`,
    content: { to: entry.address, data, valueWei: options.valueWei ?? 0n },
    fields: transactionFields(options),
    interfaces: [...run.interfaces, diamondAbi, proxyAbi],
    place: { ...place, step: id },
    change: { ...told, to: cuts.map(cutText).join(', ') },
    records: { [name]: { ...entry, diamond: { version, migration: run.name, facets } } },
  })
  if (!run.parts.isDryRun || status !== 'done') return
  const { rehearseFacets } = await import('./rehearse-facets.js')
  const done = { name, entry, facets: checked.facets, before: block, addresses: facets }
  run.addRehearsals(id, await rehearseFacets(run, done))
}

/** The id of a cut that an earlier run began and did not see done. */
function openCut(run: FileRun, name: string): string | undefined {
  const steps = Object.entries(run.parts.journal.steps(run.name))
  return steps.find(
    ([id, { status }]) => `${id} `.startsWith(`cut ${name} `) && status !== 'confirmed',
  )?.[0]
}

/** What the diamond has by itself, what it cannot be without, and standard functions that no cut of ours put there. */
function keptFunctions({ address, diamond }: DeployedContract) {
  const ours = selectorsOf(diamond?.facets ?? {})
  return (selector: string, facet: string): boolean =>
    facet.toLowerCase() === address.toLowerCase() ||
    essentialSelectors.has(selector) ||
    (standardSelectors.has(selector) && !ours.has(selector))
}

function whyOf({ name }: Cut, givenId: string | undefined): string {
  return givenId === undefined ? `facets of ${name} changed` : 'its facets are asked for'
}

function selectorsOf(facets: DiamondRecord['facets']): ReadonlyMap<string, string> {
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

/** Whether a facet is there as it compiles now, with just these functions. */
function isSameFacet(
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

interface Deploying extends Cut {
  readonly change: StepChange
  readonly from: string
}

/** The facets that are wanted, by name; those whose code is there are not deployed again. */
async function deployFacets(
  run: FileRun,
  wanted: Deploying,
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
  { options, place, change, from }: Deploying,
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

function isFacetStep(id: string): boolean {
  return /^deploy \S+ facet [0-9a-f]{8}$/.test(id)
}

interface Init {
  readonly to: string
  readonly data: string
  readonly text: readonly string[]
}

/** The call that a cut makes: to a facet, or to a contract that is deployed for it. */
async function initOf(
  run: FileRun,
  wanted: Deploying,
  facets: DiamondRecord['facets'],
): Promise<Init> {
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

function cutData(cuts: readonly FacetCut[], { to, data }: Init): string {
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
