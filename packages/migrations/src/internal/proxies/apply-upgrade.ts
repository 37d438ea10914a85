import type { ContractName } from '@scaffold-evm/project'
import { proxyDriftError } from '../../errors/proxy.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { StorageLayout } from '../../layout/storage-layout.js'
import type { UpgradeProxyOptions } from '../../migration/proxy-options.js'
import type { StepChange } from '../../migration/step-change.js'
import type { UpgradeRehearsal } from '../../upgrade/upgrade-rehearsal.js'
import { contractOf } from '../contracts/contracts.js'
import { formatCall } from '../contracts/label.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import { transactionFields } from '../steps/transaction-fields.js'
import { findAuthority, type ProxyEntry, upgradeSender } from './authority.js'
import {
  type CheckedImplementation,
  checkImplementationRequest,
  codeName,
  deployImplementation,
  isImplementationStep,
} from './implementation.js'
import { type EncodedCall, encodeCall } from './initializer.js'
import { liveImplementation } from './live-implementation.js'
import { proxyAbi } from './proxy-abi.js'
import { layoutToJson, upgradedContracts } from './upgraded-contracts.js'

/** An upgrade that is to be done. */
export interface WantedUpgrade {
  /** Recorded name of the proxy or beacon. */
  readonly name: string
  readonly entry: ProxyEntry
  /** Name of the new implementation's artifact. */
  readonly to: string
  readonly options: UpgradeProxyOptions
  readonly place: StepPlace
}

/** The new implementation, found to be safe before anything is sent. @throws `UPGRADE_UNSAFE`. */
export async function checkWantedUpgrade(
  run: FileRun,
  { name, entry, to, options, place }: WantedUpgrade,
): Promise<CheckedImplementation> {
  const { proxy } = entry
  const checked = await checkImplementationRequest(run, {
    ...{ name: to, subject: name, kind: proxy.kind, options, place },
    before: proxy,
    rehearse: run.parts.isDryRun ? (now) => rehearse(run, { name, entry, now }) : undefined,
  })
  run.noteUses({ data: checked.prepared.transaction.data })
  return checked
}

async function rehearse(
  run: FileRun,
  upgrade: { readonly name: string; readonly entry: ProxyEntry; readonly now: StorageLayout },
): Promise<readonly UpgradeRehearsal[]> {
  const { rehearseProxies } = await import('./rehearse-proxies.js')
  const before = await currentBlock(run)
  return rehearseProxies(run, { ...upgrade, implementations: [], before })
}

/** Deploys the implementation, if it is not there, and puts it behind the proxy, under this id. */
export async function applyUpgrade(
  run: FileRun,
  wanted: WantedUpgrade,
  how: {
    readonly id: string
    readonly why: string
    readonly checked: CheckedImplementation
    /** The step that asks for what the proxy is to have. */
    readonly declaredBy: string
  },
): Promise<void> {
  const { name, entry, to, options, place } = wanted
  const { checked, id, why, declaredBy } = how
  const authority = await findAuthority(run, entry)
  const from = await upgradeSender(run, authority, { name, from: options.from, place })
  const call = await encodeCall(run, { name: to, place }, asCall(options.call))
  run.claimId(id, place)
  const { safety } = checked
  const change: StepChange = {
    ...{ action: 'upgrade', subject: name, why, from: entry.proxy.implementation, safety },
  }
  const implementation = await deployImplementation(run, checked, change)
  const { method, data } = authority.encode(implementation, call.data)
  const behind = { ...checked.record, implementation, layout: layoutToJson(checked.layout) }
  const before = await currentBlock(run)
  const outcome = await run.run({
    file: run.name,
    id,
    kind: 'call',
    label: labelOf({ name, method, implementation, call }),
    from,
    content: { to: authority.to, data, valueWei: options.valueWei ?? 0n },
    fields: transactionFields(options),
    interfaces: [checked.interface, proxyAbi, ...run.interfaces],
    place: { ...place, step: id },
    change: { ...change, to: implementation },
    records: upgradedContracts(run, { entry, name, declaredBy }, behind),
  })
  if (run.parts.isDryRun && outcome.status === 'done') {
    const { rehearseProxies } = await import('./rehearse-proxies.js')
    const implementations = [implementation]
    const upgrade = { name, entry, now: checked.layout, implementations, before }
    const rehearsals = await rehearseProxies(run, upgrade)
    run.addRehearsals(id, rehearsals)
  }
  const found = await liveImplementation(run, entry)
  if (found === implementation) return
  throw proxyDriftError(name, { address: entry.address, recorded: implementation, found }, place)
}

function currentBlock(run: FileRun): Promise<number> {
  return new ChainReader(run.parts.connection.provider).blockNumber()
}

function labelOf(upgrade: {
  readonly name: string
  readonly method: string
  readonly implementation: string
  readonly call: EncodedCall
}): string {
  const { name, method, implementation, call } = upgrade
  const plain = formatCall(`${name}.${method}`, [implementation])
  return call.text === undefined ? plain : `${plain.slice(0, -1)}, ${call.text})`
}

/** A call as its parts. */
export function asCall(
  call: UpgradeProxyOptions['call'],
): readonly [method: string, args?: readonly unknown[]] | undefined {
  return typeof call === 'string' ? [call] : call
}

/** Whether a step of this file says what is behind a proxy: nothing came after it. */
export function isDeclared(run: FileRun, { proxy }: ProxyEntry, stepId: string): boolean {
  return proxy.migration === run.name && proxy.declaredBy === stepId
}

/** Other code for the same proxy, by the same file: the next version, each with an id of its own. */
export function nextVersionId(
  name: string,
  { proxy }: ProxyEntry,
  { prepared }: CheckedImplementation,
): string {
  const digest = codeName(prepared.transaction.data)
  return `upgrade ${name} to version ${proxy.version + 1} (${digest})`
}

/** Takes the steps of earlier versions for done, so that nobody is told that the file does not do them any more. */
export function claimPastVersions(run: FileRun, name: string): void {
  run.claimPast((id) => id.startsWith(`upgrade ${name} to version `) || isImplementationStep(id))
}

/** A recorded proxy as the migration gets it: with the ABI of what is behind it. */
export function proxyContract<N extends ContractName>(
  run: FileRun,
  name: string,
  from: UpgradeProxyOptions['from'],
): ReturnType<typeof contractOf<N>> {
  const entry = run.parts.journal.contract(name)
  const artifact = (entry?.contract ?? name) as N
  return contractOf(run, { name, artifact, address: entry?.address ?? '', from })
}
