import type { ContractName } from '@scaffold-evm/project'
import { isAddress } from '@scaffold-evm/project/ethers'
import { proxyKindError } from '../../errors/proxy.js'
import type { StepPlace } from '../../errors/step-place.js'
import type {
  DeployBeaconOptions,
  DeployProxyOptions,
  UpgradeBeaconOptions,
} from '../../migration/proxy-options.js'
import { senderOf } from '../contracts/contracts.js'
import type { FileRun } from '../files/file-run.js'
import {
  applyUpgrade,
  checkWantedUpgrade,
  claimPastVersions,
  isDeclared,
  nextVersionId,
} from './apply-upgrade.js'
import type { ProxyEntry } from './authority.js'
import {
  checkImplementationRequest,
  deployImplementation,
  isSameImplementation,
} from './implementation.js'
import { InFlight } from './in-flight.js'
import { currentEntry } from './live-implementation.js'
import { askProxy, proxyAbi } from './proxy-abi.js'
import { loadProxyContracts } from './proxy-contracts.js'
import { proxyEntry } from './proxy-entry.js'
import { deployProxyContract } from './proxy-step.js'
import { upgradeOnce } from './upgrade-proxy.js'
import { layoutToJson } from './upgraded-contracts.js'

/** A beacon and what it tells. */
export interface Beacon {
  readonly address: string
  readonly implementation: string
}

interface WantedBeacon {
  /** Recorded name. */
  readonly name: string
  readonly contract: string
  readonly options: DeployBeaconOptions
  readonly place: StepPlace
}

/** `m.deployBeacon`. */
export async function deployBeacon(
  run: FileRun,
  contract: ContractName,
  { options, place }: { readonly options: DeployBeaconOptions; readonly place: StepPlace },
): Promise<string> {
  const name = options.id ?? beaconName(contract)
  const { address } = await bringBeacon(run, { name, contract, options, place })
  return address
}

function beaconName(contract: string): string {
  return `${contract.slice(contract.lastIndexOf(':') + 1)}Beacon`
}

/** `m.upgradeBeacon`. */
export async function upgradeBeacon(
  run: FileRun,
  name: string,
  { options, place }: { readonly options: UpgradeBeaconOptions; readonly place: StepPlace },
): Promise<void> {
  const entry = proxyEntry(run, name, place)
  if (entry.proxy.kind !== 'beacon' || entry.proxy.beacon !== undefined) {
    const hint = `A proxy is upgraded by m.upgrade('${name}', …)`
    throw proxyKindError(name, { got: 'is no beacon', hint }, place)
  }
  await upgradeOnce(run, { name, entry, options, place })
}

/** The beacon that a proxy is to ask: a recorded one, one at an address, or the contract's own. */
export async function beaconFor(
  run: FileRun,
  contract: string,
  wanted: {
    readonly name: string
    readonly options: DeployProxyOptions
    readonly place: StepPlace
  },
): Promise<Beacon> {
  const { options, place } = wanted
  const { beacon } = options
  if (beacon === undefined) {
    const { id: _, valueWei: __, nonce: ___, ...rest } = options
    return bringBeacon(run, { name: beaconName(contract), contract, options: rest, place })
  }
  const address = isAddress(beacon) ? beacon : proxyEntry(run, beacon, place).address
  const { provider } = run.parts.connection
  const implementation = await askProxy(provider, address, 'implementation')
  if (implementation !== undefined) return { address, implementation }
  const hint = 'Give the recorded name of a beacon, or its address'
  throw proxyKindError(
    wanted.name,
    { got: `cannot ask ${beacon}, which is no beacon`, hint },
    place,
  )
}

const inFlight = new InFlight<Beacon>()

/** Deployed when there is none, upgraded when its contract has other code now. */
function bringBeacon(run: FileRun, wanted: WantedBeacon): Promise<Beacon> {
  return inFlight.once(run, wanted.name, () => bringOnce(run, wanted))
}

async function bringOnce(run: FileRun, wanted: WantedBeacon): Promise<Beacon> {
  const { name, place } = wanted
  const known = run.parts.journal.contract(name)
  const stepId = `deploy ${name}`
  if (known?.proxy === undefined) {
    run.assertNameFree(name, stepId, place)
    return deployNew(run, wanted)
  }
  const entry: ProxyEntry = { ...known, proxy: known.proxy }
  const step = run.parts.journal.step(run.name, stepId)
  if (step !== undefined && !run.hasTaken(stepId)) run.keep(stepId, step)
  const isOwn = known.migration === run.name && isDeclared(run, entry, stepId)
  if (isOwn) await bringUpToDate(run, wanted, entry)
  const now = run.parts.journal.contract(name)?.proxy ?? entry.proxy
  return { address: entry.address, implementation: now.implementation }
}

async function bringUpToDate(
  run: FileRun,
  wanted: WantedBeacon,
  before: ProxyEntry,
): Promise<void> {
  const { name, contract, options, place } = wanted
  claimPastVersions(run, name)
  const entry = await currentEntry(run, name, { entry: before, place })
  const upgrade = { name, entry, to: contract, options, place }
  const checked = await checkWantedUpgrade(run, upgrade)
  if (isSameImplementation(checked, entry.proxy)) return
  const id = nextVersionId(name, entry, checked)
  const why = `the code of ${checked.artifact.contractName} changed`
  await applyUpgrade(run, upgrade, { id, checked, why, declaredBy: `deploy ${name}` })
}

async function deployNew(run: FileRun, wanted: WantedBeacon): Promise<Beacon> {
  const { name, contract, options, place } = wanted
  const id = `deploy ${name}`
  const request = { name: contract, subject: name, kind: 'beacon' as const, options, place }
  const checked = await checkImplementationRequest(run, request)
  const from = await senderOf(run, options.from)
  const owner = await senderOf(run, options.owner ?? from)
  run.claimId(id, place)
  const { safety } = checked
  const change = { action: 'create', subject: name, why: 'not deployed yet', safety } as const
  const implementation = await deployImplementation(run, checked, change)
  const { hasGivenAdmin } = await loadProxyContracts(run.parts.project)
  const address = await deployProxyContract(run, {
    ...{ id, name, label: `beacon of ${checked.artifact.contractName}`, from, options, place },
    contract: 'UpgradeableBeacon',
    args: [implementation, ...(hasGivenAdmin ? [] : [owner])],
    change: { ...change, to: implementation },
    interfaces: [],
    record: (proxyContract) => ({
      contract: proxyContract,
      proxy: {
        ...{ kind: 'beacon', ...checked.record, implementation, version: 1 },
        ...{
          migration: run.name,
          declaredBy: id,
          proxyContract,
          layout: layoutToJson(checked.layout),
        },
      },
    }),
  })
  if (hasGivenAdmin && owner !== from) await handOver(run, wanted, { beacon: address, from, owner })
  return { address, implementation }
}

/** In release 4 a beacon belongs to who deploys it. */
async function handOver(
  run: FileRun,
  { name, place }: WantedBeacon,
  {
    beacon,
    from,
    owner,
  }: { readonly beacon: string; readonly from: string; readonly owner: string },
): Promise<void> {
  const id = `hand over ${name}`
  run.claimId(id, place)
  const data = proxyAbi.encodeFunctionData('transferOwnership', [owner])
  await run.run({
    ...{ file: run.name, id, kind: 'call', label: `${name}.transferOwnership("${owner}")`, from },
    content: { to: beacon, data, valueWei: 0n },
    ...{ fields: {}, interfaces: [proxyAbi], place: { ...place, step: id } },
  })
}
