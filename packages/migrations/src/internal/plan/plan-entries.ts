import type { DeployedContract, DeploymentRecord } from '@scaffold-evm/project'
import type { PlanAction, PlanDifference, PlanEntry } from '../../planning/migration-plan.js'
import type { UpgradeRehearsal } from '../../upgrade/upgrade-rehearsal.js'
import { toJson } from '../contracts/label.js'
import { isDeployedByStep } from '../replacing/replacing.js'
import { remedyOf } from './drift-remedy.js'
import { keyOfStep, type OutdatedStep, type SeenStep } from './plan-watch.js'

/** What a plan is made of. */
export interface PlanSource {
  /** As it was before. */
  readonly record: DeploymentRecord
  readonly sent: readonly SeenStep[]
  readonly outdated: readonly OutdatedStep[]
  /**
   * Recorded contracts whose code in the project is another than what is deployed, by name; of code behind a proxy
   * or in a diamond with the migration that put it there.
   */
  readonly changed: ReadonlyMap<string, string | undefined>
  /** Where the chain is not as recorded, by name. */
  readonly drift: ReadonlyMap<string, readonly PlanDifference[]>
  /** Of upgrades, by {@link keyOfStep}. */
  readonly rehearsals: ReadonlyMap<string, readonly UpgradeRehearsal[]>
  /** Whether all files ran. */
  readonly isComplete: boolean
}

type Told = Pick<PlanEntry, 'action' | 'subject' | 'file' | 'why' | 'isApplied'> &
  Partial<PlanEntry>

/** Members in one order, whatever is known. */
function entry(known: DeployedContract | undefined, told: Told): PlanEntry {
  const { action, subject, file, why, isApplied, remedy, steps = [], from, to, safety } = told
  return {
    action,
    subject,
    file,
    why,
    isApplied,
    remedy,
    contract: told.contract ?? known?.contract,
    address: known?.address,
    from,
    to,
    safety,
    rehearsals: told.rehearsals ?? [],
    differences: told.differences ?? [],
    steps,
  }
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

/** The step that says most, and of those the one that makes what it is about. */
function mainOf(steps: readonly [SeenStep, ...SeenStep[]], record: DeploymentRecord): SeenStep {
  const rank = (step: SeenStep): number => {
    const makesIt = step.request.deploys?.name === subjectOf(step) ? 0.5 : 0
    return ranks.indexOf(actionOf(step, record)) + makesIt
  }
  return steps.reduce((best, step) => (rank(step) > rank(best) ? step : best))
}

function entryOf(
  steps: readonly [SeenStep, ...SeenStep[]],
  { record, rehearsals }: PlanSource,
): PlanEntry {
  const main = mainOf(steps, record)
  const action = actionOf(main, record)
  const subject = subjectOf(main)
  const { deploys, file } = main.request
  const changes = steps.flatMap(({ request }) => request.change ?? [])
  const made = action === 'upgrade' ? undefined : main.planned.address
  return entry(record.contracts[subject], {
    action,
    subject,
    file,
    why: whyOf(steps, record),
    isApplied: true,
    steps: steps.map(({ planned }) => planned),
    from: changes.find(({ from }) => from !== undefined)?.from,
    to: made ?? changes.find(({ to }) => to !== undefined)?.to,
    safety: changes.find(({ safety }) => safety !== undefined)?.safety,
    rehearsals: steps.flatMap(({ request }) => rehearsals.get(keyOfStep(request)) ?? []),
    ...(deploys === undefined ? {} : { contract: deploys.contract.contract }),
  })
}

function plannedEntries(source: PlanSource): readonly PlanEntry[] {
  const { sent, record } = source
  const groups = new Map<string, [SeenStep, ...SeenStep[]]>()
  for (const step of sent) {
    const key = groupOf(step, record)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [step])
    else group.push(step)
  }
  return [...groups.values()].map((steps) => entryOf(steps, source))
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

/** What the project now makes otherwise and nothing in the plan changes: plain contracts are replaced when asked for. */
function pendingEntries(source: PlanSource, planned: ReadonlySet<string>): readonly PlanEntry[] {
  const { record, outdated, changed, isComplete } = source
  return Object.entries(record.contracts).flatMap(([subject, known]) => {
    if (planned.has(subject)) return []
    const step = outdated.find(({ request }) => request.deploys?.name === subject)
    const reason = step === undefined ? undefined : whyOutdated(step, known)
    const why = changed.has(subject) ? 'its code changed' : reason
    if (why === undefined) return []
    const told = { subject, why, isApplied: false } as const
    const { migration } = known
    const behind = changed.get(subject)
    if (behind === undefined) {
      const remedy = remedyOfPending(record, subject)
      return [entry(known, { ...told, action: 'replace', file: migration, remedy })]
    }
    if (!isComplete) return []
    const remedy = `${behind} put it there: upgrade it from a new migration, or plan with that file`
    return [entry(known, { ...told, action: 'upgrade', file: behind, remedy })]
  })
}

function remedyOfPending(record: DeploymentRecord, name: string): string {
  const { origin, diamond, imported } = record.contracts[name] ?? {}
  if (diamond !== undefined) return 'a diamond keeps its own code: put what changed into a facet'
  if (isDeployedByStep(record, name) && origin?.by !== 'call') {
    return `scaffold migrate --replace ${name}`
  }
  return imported === undefined
    ? 'another contract made it: replace that, or make another one in a new migration'
    : `deploy another in its place in a new migration: m.replace('${name}', { args: […] })`
}

function driftEntries(
  { record, drift }: PlanSource,
  replaced: ReadonlySet<string>,
): readonly PlanEntry[] {
  return [...drift].flatMap(([subject, differences]) => {
    const known = record.contracts[subject]
    if (known === undefined || differences.length === 0 || replaced.has(subject)) return []
    const told = { action: 'drift', subject, why: 'the chain is not as recorded' } as const
    const remedy = remedyOf(subject, differences)
    const { migration: file } = known
    return [entry(known, { ...told, file, isApplied: false, remedy, differences })]
  })
}

/** The lines of a plan: what is done in its order, what is only done when asked for, drift, and what stays. */
export function planEntries(source: PlanSource): readonly PlanEntry[] {
  const planned = plannedEntries(source)
  const namesOf = (actions: readonly PlanAction[]): ReadonlySet<string> =>
    new Set(planned.filter(({ action }) => actions.includes(action)).map((it) => it.subject))
  const pending = pendingEntries(source, namesOf(['create', 'upgrade', 'replace']))
  const drift = driftEntries(source, namesOf(['replace']))
  const told = new Set([...planned, ...pending, ...drift].map(({ subject }) => subject))
  const same = Object.entries(source.record.contracts).flatMap(([subject, known]) => {
    const { migration: file } = known
    if (told.has(subject)) return []
    return [entry(known, { action: 'same', subject, file, why: '', isApplied: true })]
  })
  return [...planned, ...pending, ...drift, ...same]
}
