import { createMemoryDeploymentStore, type DeploymentRecord } from '@scaffold-evm/project'
import { type PlanMove, planStaleError, planStepChangedError } from '../../errors/plan.js'
import type { PlanToApply } from '../../planning/plan-file.js'
import type { MigrationReport } from '../../run/report.js'
import { openSettledJournal } from '../proposals/open-settled-journal.js'
import { type MigrationRun, runFiles } from '../run/run.js'
import type { StepRequest } from '../steps/step.js'
import { findMoves } from './find-moves.js'
import { makePlan } from './make-plan.js'
import { keyOfRecord, keyOfStep, PlanWatch } from './plan-watch.js'

type PlannedPart = PlanToApply['steps'][number]

/** Steps that an earlier run of the same plan did, by key, with the addresses of what they made. */
function doneBefore(
  record: DeploymentRecord,
  plan: PlanToApply,
): ReadonlyMap<string, string | undefined> {
  const done = new Map<string, string | undefined>()
  for (const planned of plan.steps) {
    const step = record.migrations[planned.file]?.steps[planned.id]
    const isNew = (step?.blockNumber ?? 0) > plan.blockNumber
    if (step?.status === 'confirmed' && isNew) done.set(keyOfStep(planned), step.address)
  }
  return done
}

/** What an earlier run of the same plan made stands for itself, as when it is made now. */
function learnFrom(watch: PlanWatch, record: DeploymentRecord, plan: PlanToApply): PlanWatch {
  watch.expect(plan.steps.map(keyOfStep), plan.blockNumber)
  for (const [key, address] of doneBefore(record, plan)) {
    if (address !== undefined) watch.learn(address, key)
  }
  for (const made of plan.made) {
    const address = record.contracts[made.name]?.address
    if (address !== undefined && address !== made.before) watch.learn(address, keyOfRecord(made))
  }
  return watch
}

function textOf({ label, from, digest }: PlannedPart): string {
  return `${label}, from ${from}, digest ${digest}`
}

function isSame(a: PlannedPart, b: PlannedPart): boolean {
  return a.digest === b.digest && a.from.toLowerCase() === b.from.toLowerCase()
}

/** Steps that would now be sent and are not in the plan, are otherwise, or are missing. */
function differingSteps(
  planned: readonly PlannedPart[],
  now: readonly PlannedPart[],
  { kept }: PlanWatch,
): readonly PlanMove[] {
  const byKey = new Map(planned.map((step) => [keyOfStep(step), step]))
  const present = new Set(now.map(keyOfStep))
  const missing = planned.filter((step) => {
    const key = keyOfStep(step)
    return !present.has(key) && !kept.has(key)
  })
  const others = now.flatMap((step): readonly PlanMove[] => {
    const before = byKey.get(keyOfStep(step))
    const key = `${keyOfStep(step)}:`
    if (before === undefined)
      return [{ what: 'steps', text: `${key} is not in the plan: ${textOf(step)}` }]
    if (isSame(before, step)) return []
    return [{ what: 'steps', text: `${key} planned ${textOf(before)}; now ${textOf(step)}` }]
  })
  return [
    ...others,
    ...missing.map(
      (step) => ({ what: 'steps', text: `${keyOfStep(step)} would not be sent` }) as const,
    ),
  ]
}

/** Refuses each step that is not the planned one, before it is sent. */
function watchFor(plan: PlanToApply): PlanWatch {
  const planned = new Map(plan.steps.map((step) => [keyOfStep(step), step]))
  return new PlanWatch(async (request: StepRequest, digest) => {
    const { file, id, label, from } = request
    const before = planned.get(keyOfStep(request))
    const now = { file, id, label, from, digest }
    if (before !== undefined && isSame(before, now)) return
    const told = before === undefined ? undefined : textOf(before)
    throw planStepChangedError({ file, id }, { planned: told, now: textOf(now) })
  })
}

async function recordOf({ connection, store }: MigrationRun): Promise<DeploymentRecord> {
  const copy = createMemoryDeploymentStore(connection.networkName, await store.read())
  return (await openSettledJournal(connection, copy, { isReset: false })).journal.record
}

/**
 * Does what a plan says. What it depends on is compared first, then the migrations are planned again and compared
 * step by step, then each step is compared once more before it is sent. A plan whose run was interrupted goes on.
 *
 * @throws `PLAN_STALE` before anything is sent, `PLAN_STEP_CHANGED`, and as `runMigrations` does.
 */
export async function applyPlan(run: MigrationRun, plan: PlanToApply): Promise<MigrationReport> {
  const { project, connection, options } = run
  const record = await recordOf(run)
  const isGoingOn = record.applying === plan.digest
  const moves = await findMoves({ project, connection, record, isGoingOn }, plan)
  if (moves.length > 0) throw planStaleError(moves)
  const prepared = (watch: PlanWatch): PlanWatch =>
    isGoingOn ? learnFrom(watch, record, plan) : watch
  let tried = new PlanWatch()
  const { signal } = options
  const choice = { ...plan.choice, ...(signal === undefined ? {} : { signal }) }
  const now = await makePlan(project, connection, choice, (watch) => {
    tried = prepared(watch)
    return tried
  })
  const done = isGoingOn ? doneBefore(record, plan) : new Map<string, undefined>()
  const left = plan.steps.filter((step) => !done.has(keyOfStep(step)))
  const differing = differingSteps(
    left,
    now.entries.flatMap(({ steps }) => steps),
    tried,
  )
  if (differing.length > 0) throw planStaleError(differing)
  return runFiles({
    ...run,
    options: { ...options, ...plan.choice },
    watch: prepared(watchFor(plan)),
    applying: plan.digest,
  })
}
