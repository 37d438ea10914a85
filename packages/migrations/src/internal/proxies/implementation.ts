import type { Artifact, ContractName, PreparedDeployment, ProxyRecord } from '@scaffold-evm/project'
import type { Interface } from 'ethers'
import { upgradeUnsafeError } from '../../errors/proxy.js'
import { atPlace, type StepPlace } from '../../errors/step-place.js'
import { compareStorageLayouts } from '../../layout/compare-storage-layouts.js'
import { parseStorageLayout } from '../../layout/parse-storage-layout.js'
import type { StorageLayout } from '../../layout/storage-layout.js'
import type { ImplementationOptions } from '../../migration/proxy-options.js'
import type { StepChange } from '../../migration/step-change.js'
import type { UpgradeRehearsal } from '../../upgrade/upgrade-rehearsal.js'
import type { ProxyKind, UpgradeReport } from '../../upgrade/upgrade-report.js'
import { createReport } from '../compare/create-report.js'
import { senderOf } from '../contracts/contracts.js'
import { prepareDeployment } from '../contracts/deploy-contract.js'
import { formatCall, toJson } from '../contracts/label.js'
import { placeStep } from '../deterministic/deploy-at.js'
import { type Placement, parsePlacement } from '../deterministic/parse-placement.js'
import { digestCode } from '../files/digest.js'
import type { FileRun } from '../files/file-run.js'
import { isForeign } from '../proposals/foreign.js'
import type { StepRequest } from '../steps/step.js'
import { transactionFields } from '../steps/transaction-fields.js'
import { implementationFacts } from './implementation-facts.js'
import { InFlight } from './in-flight.js'

/** What an implementation is to be, and what it is for. */
export interface ImplementationRequest {
  /** Name of its artifact. */
  readonly name: string
  /** Recorded name of the proxy or beacon. */
  readonly subject: string
  readonly kind: ProxyKind
  readonly options: ImplementationOptions
  /** What is there now, when something is. */
  readonly before?: ProxyRecord | undefined
  readonly place: StepPlace
  /** Shows what became of live values if it took their place although it is not safe. */
  readonly rehearse?: ((now: StorageLayout) => Promise<readonly UpgradeRehearsal[]>) | undefined
}

/** An implementation that was found to be safe and is not deployed yet. */
export interface CheckedImplementation {
  readonly request: ImplementationRequest
  readonly artifact: Artifact
  readonly interface: Interface
  readonly prepared: PreparedDeployment
  readonly from: string
  readonly layout: StorageLayout
  readonly safety: UpgradeReport
  /** What the record says of it, besides where it is. */
  readonly record: Pick<ProxyRecord, 'contract' | 'codeDigest' | 'args' | 'libraries'>
}

/** Compiles nothing and sends nothing. @throws `UPGRADE_UNSAFE`, and as `m.deploy` does. */
export async function checkImplementationRequest(
  run: FileRun,
  request: ImplementationRequest,
): Promise<CheckedImplementation> {
  const { name, options, place, kind, before } = request
  const args = options.constructorArgs ?? []
  const from = await atPlace(place, () => creatorOf(run, options.from))
  const { libraries = {} } = options
  const prepared = await atPlace(place, () =>
    prepareDeployment<ContractName>(run, { name, options: { args, libraries }, from }),
  )
  const { artifact } = prepared
  const { layout, findings } = await implementationFacts(run.parts, artifact, kind)
  const old = before?.layout === undefined ? undefined : parseStorageLayout(before.layout)
  const moved = old === undefined ? [] : compareStorageLayouts(old, layout)
  const { unsafeAllow = [] } = options
  const safety = createReport([...moved, ...findings], {
    contract: layout.contract,
    options: { kind, unsafeAllow },
    ...(old === undefined ? {} : { replaces: old.contract }),
  })
  if (!safety.isSafe) {
    const rehearsals = (await request.rehearse?.(layout)) ?? []
    throw await upgradeUnsafeError(request.subject, { report: safety, rehearsals }, place)
  }
  const record = recordOf(prepared, args)
  return {
    request,
    artifact,
    interface: prepared.interface,
    prepared,
    from,
    layout,
    safety,
    record,
  }
}

/** Who deploys it: who upgrades, unless that is a contract or somebody else, to whom only the upgrade is left. */
async function creatorOf(run: FileRun, from: ImplementationOptions['from']): Promise<string> {
  const sender = await senderOf(run, from)
  const { connection } = run.parts
  return (await isForeign(connection, sender)) ? senderOf(run, undefined) : sender
}

function recordOf(
  { artifact, fullName, libraries }: PreparedDeployment,
  args: readonly unknown[],
): CheckedImplementation['record'] {
  return {
    contract: fullName,
    codeDigest: digestCode(artifact.bytecode),
    ...(args.length === 0 ? {} : { args: args.map(toJson) }),
    ...(Object.keys(libraries).length === 0 ? {} : { libraries }),
  }
}

/** Whether an implementation is what is recorded to be there. */
export function isSameImplementation(
  { record }: Pick<CheckedImplementation, 'record'>,
  there: CheckedImplementation['record'],
): boolean {
  const text = ({ codeDigest, args = [], libraries = {} }: typeof there): string =>
    JSON.stringify([codeDigest, args, libraries])
  return there.codeDigest !== undefined && text(record) === text(there)
}

const inFlight = new InFlight<string>()

/** Its address: deployed now, by an earlier run, or for another proxy with the same code. */
export function deployImplementation(
  run: FileRun,
  checked: CheckedImplementation,
  change: StepChange,
): Promise<string> {
  const id = implementationStepId(checked.artifact.contractName, checked.prepared)
  return inFlight.once(run, id, () => deployOnce(run, checked, { id, change }))
}

async function deployOnce(
  run: FileRun,
  checked: CheckedImplementation,
  { id, change }: { readonly id: string; readonly change: StepChange },
): Promise<string> {
  const { artifact, prepared, request, from, record } = checked
  const others = Object.values(run.parts.journal.record.contracts)
  const shared = others.find(({ proxy }) => proxy && isSameImplementation(checked, proxy))?.proxy
  const done = run.parts.journal.step(run.name, id)
  if (shared !== undefined && done?.address !== shared.implementation) return shared.implementation
  // An earlier version had it, or it was deployed before a run was interrupted.
  if (!run.hasTaken(id)) run.claimId(id, request.place)
  run.interfaces.push(checked.interface)
  const step: StepRequest = {
    file: run.name,
    id,
    kind: 'deploy',
    label: formatCall(`implementation ${artifact.contractName}`, record.args ?? []),
    from,
    content: { valueWei: 0n, data: prepared.transaction.data },
    fields: transactionFields(prepared.transaction, withoutNonce(request.options)),
    interfaces: run.interfaces,
    place: { ...request.place, step: id },
    change,
  }
  const placement = implementationPlacement(request.options)
  if (placement === undefined) return (await run.run(step)).step.address ?? ''
  // Of CREATE2 the address says that it is of the same code.
  return placeStep(run, step, { placement, adopt: async ({ address }) => address })
}

/** By CREATE2, also when the proxy's address follows from its salt alone. */
function implementationPlacement(options: ImplementationOptions): Placement | undefined {
  const { create3, ...others } = options
  return parsePlacement(create3 === undefined ? others : { salt: create3.salt })
}

/** A nonce is for one transaction: the one that was asked for. */
function withoutNonce({ nonce: _, ...options }: ImplementationOptions): ImplementationOptions {
  return options
}

/** The same code, linked and with the same arguments, is the same step. */
function implementationStepId(name: string, { transaction }: PreparedDeployment): string {
  return `deploy ${name} implementation ${codeName(transaction.data)}`
}

/** Short, and the same for the same code. */
export function codeName(creation: string): string {
  return digestCode(creation).slice(2, 10)
}

/** Whether a step deployed an implementation. */
export function isImplementationStep(id: string): boolean {
  return /^deploy \S+ implementation [0-9a-f]{8}$/.test(id)
}
