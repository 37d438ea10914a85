import type { DeployedContract, DeploymentRecord } from '@scaffold-evm/project'
import type { PlanAction, PlanDifference, PlanEntry } from '../../migration-plan.js'
import { toJson } from '../label.js'
import { remedyOf } from './drift-remedy.js'
import type { OutdatedStep, SeenStep } from './plan-watch.js'

/** What a plan is made of. */
export interface PlanSource {
  /** As it was before. */
  readonly record: DeploymentRecord
  readonly sent: readonly SeenStep[]
  readonly outdated: readonly OutdatedStep[]
  /** Names of recorded contracts whose code in the project is another than what is deployed. */
  readonly changed: ReadonlySet<string>
  /** Where the chain is not as recorded, by name. */
  readonly drift: ReadonlyMap<string, readonly PlanDifference[]>
}

const nothing = {
  remedy: undefined,
  contract: undefined,
  address: undefined,
  steps: [],
  from: undefined,
  to: undefined,
  safety: undefined,
  differences: [],
} as const

function nounOf(contract: DeployedContract | undefined): Partial<PlanEntry> {
  return contract === undefined ? {} : { contract: contract.contract, address: contract.address }
}

/** The first of a step's meanings that says most. */
const ranks: readonly PlanAction[] = ['call', 'create', 'upgrade', 'replace']

function actionOf({ request }: SeenStep, record: DeploymentRecord): PlanAction {
  const { change, deploys } = request
  if (change !== undefined) return change.action
  if (deploys === undefined) return 'call'
  return record.contracts[deploys.name] === undefined ? 'create' : 'replace'
}

function subjectOf({ request }: SeenStep): string {
  return request.change?.subject ?? request.deploys?.name ?? request.label
}

/** Calls stand for themselves; what belongs to one change has its subject in common. */
function groupOf(step: SeenStep, record: DeploymentRecord): string {
  const { file, id, change } = step.request
  const isCall = change === undefined && actionOf(step, record) === 'call'
  return isCall ? `${file}: ${id}` : `${file}: ${subjectOf(step)}`
}

function whyOf(steps: readonly SeenStep[], record: DeploymentRecord): string {
  const told = steps.find(({ request }) => request.change !== undefined)?.request.change?.why
  if (told !== undefined) return told
  const [first] = steps
  const known = first && record.migrations[first.request.file]?.steps[first.request.id]
  if (known !== undefined) return 'sent by an earlier run, and not seen mined'
  return ''
}

function entryOf(steps: readonly SeenStep[], record: DeploymentRecord): PlanEntry {
  const ranked = steps.map((step) => ({ step, rank: ranks.indexOf(actionOf(step, record)) }))
  const { step: main } = ranked.reduce((best, it) => (it.rank > best.rank ? it : best))
  const subject = subjectOf(main)
  const { change, deploys, file } = main.request
  const changes = steps.flatMap(({ request }) => request.change ?? [])
  const known = record.contracts[subject]
  return {
    ...nothing,
    ...nounOf(known),
    ...(deploys === undefined ? {} : { contract: deploys.contract.contract }),
    action: actionOf(main, record),
    subject,
    file,
    why: whyOf(steps, record),
    isApplied: true,
    steps: steps.map(({ planned }) => planned),
    from: change?.from ?? changes.find(({ from }) => from !== undefined)?.from,
    to: change?.to ?? changes.find(({ to }) => to !== undefined)?.to ?? main.planned.address,
    safety: changes.find(({ safety }) => safety !== undefined)?.safety,
  }
}

function plannedEntries({ sent, record }: PlanSource): readonly PlanEntry[] {
  const groups = new Map<string, SeenStep[]>()
  for (const step of sent) {
    const key = groupOf(step, record)
    groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return [...groups.values()].map((steps) => entryOf(steps, record))
}

/** What another deployment of the contract would be, beside what is recorded of it. */
function whyOutdated(
  { request, before }: OutdatedStep,
  known: DeployedContract,
): string | undefined {
  const { args = [], libraries = {} } = request.deploys?.contract ?? {}
  const isSame = (a: unknown, b: unknown): boolean =>
    JSON.stringify(toJson(a)) === JSON.stringify(toJson(b))
  if (!isSame(args, known.args ?? [])) {
    return `other constructor arguments: ${request.label}, deployed as ${before}`
  }
  return isSame(libraries, known.libraries ?? {}) ? undefined : 'other libraries'
}

/** Plain contracts that the project now makes otherwise: they are replaced when asked for. */
function pendingEntries(source: PlanSource, planned: ReadonlySet<string>): readonly PlanEntry[] {
  const { record, outdated, changed } = source
  return Object.entries(record.contracts).flatMap(([name, known]) => {
    if (planned.has(name) || known.migration === undefined) return []
    const step = outdated.find(({ request }) => request.deploys?.name === name)
    const reason = step === undefined ? undefined : whyOutdated(step, known)
    const why = changed.has(name) ? 'its code changed' : reason
    if (why === undefined) return []
    const isMade = known.origin?.by === 'call' || !isDeployed(record, name)
    const remedy = isMade
      ? 'another contract made it: replace that, or make another one in a new migration'
      : `scaffold migrate --replace ${name}`
    return [
      {
        ...nothing,
        ...nounOf(known),
        action: 'replace',
        subject: name,
        file: known.migration,
        why,
        isApplied: false,
        remedy,
      } as const,
    ]
  })
}

function isDeployed(record: DeploymentRecord, name: string): boolean {
  const { migration = '' } = record.contracts[name] ?? {}
  const steps = record.migrations[migration]?.steps ?? {}
  return Object.values(steps).some((step) => step.name === name)
}

function driftEntries({ record, drift }: PlanSource): readonly PlanEntry[] {
  return [...drift].flatMap(([name, differences]) => {
    const known = record.contracts[name]
    if (known === undefined || differences.length === 0) return []
    const why = 'the chain is not as recorded'
    const remedy = remedyOf(name, differences)
    return [
      {
        ...nothing,
        ...nounOf(known),
        action: 'drift',
        subject: name,
        file: known.migration,
        why,
        isApplied: false,
        remedy,
        differences,
      } as const,
    ]
  })
}

/** The lines of a plan: what is done in its order, what is only done when asked for, drift, and what stays. */
export function planEntries(source: PlanSource): readonly PlanEntry[] {
  const planned = plannedEntries(source)
  const names = new Set(planned.filter(({ action }) => action !== 'call').map((it) => it.subject))
  const pending = pendingEntries(source, names)
  const drift = driftEntries(source)
  const told = new Set([...names, ...[...pending, ...drift].map((it) => it.subject)])
  const same = Object.entries(source.record.contracts)
    .filter(([name]) => !told.has(name))
    .map(([subject, known]) => {
      const { migration: file } = known
      return {
        ...nothing,
        ...nounOf(known),
        action: 'same',
        subject,
        file,
        why: '',
        isApplied: true,
      } as const
    })
  return [...planned, ...pending, ...drift, ...same]
}
