import type { ContractName, ContractOf } from '@scaffold-evm/project'
import { proxyKindError } from '../../errors/proxy.js'
import { migrationArgumentsError, migrationNameTakenError } from '../../errors/step.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { DeployProxyOptions } from '../../migration/proxy-options.js'
import type { ProxyKind } from '../../upgrade/upgrade-report.js'
import { senderOf } from '../contracts/contracts.js'
import type { FileRun } from '../files/file-run.js'
import {
  applyUpgrade,
  checkWantedUpgrade,
  claimPastVersions,
  isDeclared,
  nextVersionId,
  proxyContract,
} from './apply-upgrade.js'
import type { ProxyEntry } from './authority.js'
import { beaconFor } from './beacons.js'
import { givenAdmin } from './given-admin.js'
import {
  checkImplementationRequest,
  deployImplementation,
  isSameImplementation,
} from './implementation.js'
import { type EncodedCall, encodeInitializer } from './initializer.js'
import { currentEntry } from './live-implementation.js'
import { loadProxyContracts } from './proxy-contracts.js'
import { proxyEntry } from './proxy-entry.js'
import { readProxySlot } from './proxy-slots.js'
import { deployProxyContract } from './proxy-step.js'
import { layoutToJson } from './upgraded-contracts.js'

interface Asked {
  readonly options: DeployProxyOptions
  readonly place: StepPlace
}

interface WantedProxy extends Asked {
  /** Recorded name. */
  readonly name: string
  readonly contract: string
  readonly kind: ProxyKind
}

/** `m.deployProxy`. */
export async function deployProxy<N extends ContractName>(
  run: FileRun,
  contract: N,
  { options, place }: Asked,
): Promise<ContractOf<N>> {
  const name = options.id ?? contract.slice(contract.lastIndexOf(':') + 1)
  const stepId = `deploy ${name} proxy`
  const known = run.parts.journal.contract(name)
  const kind = options.kind ?? known?.proxy?.kind ?? (await kindOf(run, contract))
  const wanted: WantedProxy = { name, contract, kind, options, place }
  if (known?.proxy !== undefined && known.migration === run.name && !run.hasTaken(stepId)) {
    await bringUpToDate(run, wanted, { ...known, proxy: known.proxy })
  } else {
    // Not even over what this file itself deployed as it is: its state would be left behind.
    if (known !== undefined) throw migrationNameTakenError(name, known, place)
    run.assertNameFree(name, stepId, place)
    run.claimId(stepId, place)
    await deployNew(run, wanted, stepId)
  }
  return proxyContract<N>(run, name, options.from)
}

/** Contracts that can upgrade themselves need no admin. */
async function kindOf(run: FileRun, contract: string): Promise<ProxyKind> {
  const { abi } = await run.parts.project.artifacts.get(contract)
  return abi.some(({ name }) => name === 'proxiableUUID') ? 'uups' : 'transparent'
}

/** It is there: other code of its contract is an upgrade, unless something later gave it another implementation. */
async function bringUpToDate(
  run: FileRun,
  wanted: WantedProxy,
  { proxy }: ProxyEntry,
): Promise<void> {
  const { name, contract, options, place, kind } = wanted
  if (proxy.kind !== kind) throw otherKind(wanted, proxy.kind)
  const stepId = `deploy ${name} proxy`
  const step = run.parts.journal.step(run.name, stepId)
  if (step !== undefined) run.keep(stepId, step)
  claimPastVersions(run, name)
  if (kind === 'beacon') {
    await beaconFor(run, contract, { options, place, name })
    return
  }
  if (kind === 'transparent' && proxy.admin === undefined) await recordAdmin(run, name)
  const entry = await currentEntry(run, name, { entry: proxyEntry(run, name, place), place })
  if (!isDeclared(run, entry, stepId)) return
  const upgrade = { name, entry, to: contract, options: { ...options, valueWei: 0n }, place }
  const checked = await checkWantedUpgrade(run, upgrade)
  if (isSameImplementation(checked, entry.proxy)) return
  const short = contract.slice(contract.lastIndexOf(':') + 1)
  const id = nextVersionId(name, entry, checked)
  const why =
    entry.proxy.contract === checked.record.contract
      ? `the code of ${short} changed`
      : `${run.name} asks for ${short}`
  await applyUpgrade(run, upgrade, { id, checked, why, declaredBy: stepId })
}

function otherKind({ name, kind, place }: WantedProxy, is: ProxyKind): Error {
  const hint = `Say { kind: '${is}' }, or give the new one a name of its own: { id: '${name}2' }`
  return proxyKindError(name, { got: `is behind a ${is} proxy, not a ${kind} one`, hint }, place)
}

async function deployNew(run: FileRun, wanted: WantedProxy, stepId: string): Promise<void> {
  const { name, contract, options, place, kind } = wanted
  assertOwner(wanted)
  const request = { name: contract, subject: name, kind, options, place }
  const checked = await checkImplementationRequest(run, request)
  const call = await encodeInitializer(run, { name: contract, place }, options)
  const from = await senderOf(run, options.from)
  const beacon =
    kind === 'beacon' ? await beaconFor(run, contract, { options, place, name }) : undefined
  const change = { action: 'create', subject: name, why: 'not deployed yet' } as const
  const told = { ...change, safety: checked.safety }
  const implementation = beacon?.implementation ?? (await deployImplementation(run, checked, told))
  const code = { name, options, place, from }
  const shape = await shapeOf(run, { ...code, kind, beacon: beacon?.address }, call)
  await deployProxyContract(run, {
    ...code,
    ...{ id: stepId, contract: shape.contract },
    label: labelOf(wanted, call),
    args: [beacon?.address ?? implementation, ...shape.owner, call.data],
    change: { ...told, to: implementation },
    interfaces: [checked.interface],
    record: (proxyContract) => ({
      contract: checked.record.contract,
      proxy: {
        ...{ kind, ...checked.record, implementation, version: 1, migration: run.name },
        declaredBy: stepId,
        ...(shape.admin === undefined ? {} : { admin: shape.admin }),
        ...(beacon === undefined ? {} : { beacon: beacon.address }),
        proxyContract,
        ...(call.text === undefined ? {} : { initialized: call.text }),
        layout: layoutToJson(checked.layout),
      },
    }),
  })
  if (kind === 'transparent' && shape.admin === undefined) await recordAdmin(run, name)
}

/** Whom the proxy's constructor takes for its owner, and which contract it is. */
async function shapeOf(
  run: FileRun,
  wanted: Parameters<typeof givenAdmin>[1] & {
    readonly kind: ProxyKind
    readonly beacon: string | undefined
  },
  { data }: EncodedCall,
): Promise<{
  readonly contract: Parameters<typeof deployProxyContract>[1]['contract']
  readonly owner: readonly string[]
  readonly admin: string | undefined
}> {
  if (wanted.kind === 'beacon') return { contract: 'BeaconProxy', owner: [], admin: undefined }
  const isInitialized = data !== '0x'
  if (wanted.kind === 'uups') {
    const contract = isInitialized ? 'ERC1967Proxy' : 'UninitializedERC1967Proxy'
    return { contract, owner: [], admin: undefined }
  }
  const contract = isInitialized
    ? 'TransparentUpgradeableProxy'
    : 'UninitializedTransparentUpgradeableProxy'
  const { hasGivenAdmin } = await loadProxyContracts(run.parts.project)
  if (hasGivenAdmin) {
    const admin = await givenAdmin(run, wanted)
    return { contract, owner: [admin], admin }
  }
  const owner = await senderOf(run, wanted.options.owner ?? wanted.from)
  return { contract, owner: [owner], admin: undefined }
}

/** A ProxyAdmin that the proxy's constructor made. */
async function recordAdmin(run: FileRun, name: string): Promise<void> {
  const { journal, connection } = run.parts
  const entry = journal.contract(name)
  if (entry?.proxy === undefined) return
  const admin = await readProxySlot(connection.provider, entry.address, 'admin')
  if (admin === undefined || entry.proxy.admin === admin) return
  await journal.saveContract(name, { ...entry, proxy: { ...entry.proxy, admin } })
}

function labelOf({ kind }: WantedProxy, { text }: EncodedCall): string {
  const title = kind === 'uups' ? 'UUPS proxy' : `${kind} proxy`
  return text === undefined ? title : `${title}, ${text}`
}

function assertOwner({ name, kind, options }: WantedProxy): void {
  if (options.owner === undefined || kind !== 'uups') return
  const problem = 'a UUPS contract says itself who may upgrade: owner is for the other kinds'
  throw migrationArgumentsError(`deployProxy(${name})`, problem, undefined)
}
