import { isScaffoldError } from '@scaffold-evm/common'
import type { Connection, Project } from '@scaffold-evm/project'
import { proposalNeededError } from '../../errors/proposal.js'
import type { Proposal, SenderKind } from '../../proposing/proposal.js'
import type { ProposeOptions, ProposeResult } from '../../proposing/propose-migrations.js'
import type { MigrationReport, StepReport } from '../../run/report.js'
import { openJournal } from '../journal/open-journal.js'
import { dryRun } from '../run/dry-run.js'
import { type MigrationRun, runFiles } from '../run/run.js'
import { ChainReader } from '../steps/chain-reader.js'
import {
  type CollectedStep,
  CollectingGate,
  collectedCode,
  type ProposalScope,
  toProposed,
} from './collecting-gate.js'
import { isForeignStep } from './foreign.js'
import { proposedRecord } from './proposed-record.js'
import { createOwnGate, type StepGate } from './step-gate.js'

/** What is migrated. */
export interface Proposing {
  readonly project: Project
  readonly connection: Connection
  readonly options: ProposeOptions
}

/** Lets our own steps through until one comes that is not; nothing after it is sent. */
function createProposingGate(connection: Connection): StepGate {
  const own = createOwnGate(connection)
  let stoppedBy: string | undefined
  return {
    takesForeign: true,
    resumesProposed: true,
    async admit(request, known) {
      if (stoppedBy === undefined && (await isForeignStep(connection, request))) {
        stoppedBy = request.from
      }
      if (stoppedBy !== undefined) throw proposalNeededError(request.place, stoppedBy)
      await own.admit(request, known)
    },
  }
}

async function runOrApply(
  run: MigrationRun,
  plan: ProposeOptions['plan'],
): Promise<MigrationReport> {
  if (plan === undefined) return runFiles(run)
  const { applyPlan } = await import('../plan/apply-plan.js')
  return applyPlan(run, plan)
}

/** What is ours is sent. @returns The report, and whether somebody else has to go on. */
async function sendOwn({
  project,
  connection,
  options,
}: Proposing): Promise<{ readonly report: MigrationReport; readonly isWaiting: boolean }> {
  const store = connection.deployments
  let failed: MigrationReport | undefined
  const onFailed = (report: MigrationReport): void => {
    failed = report
  }
  const gate = createProposingGate(connection)
  const run = { project, connection, store, gate, options: { ...options, onFailed } }
  try {
    const report = await runOrApply({ ...run, isDryRun: false }, options.plan)
    return { report, isWaiting: false }
  } catch (error) {
    if (failed !== undefined && isScaffoldError(error, 'MIGRATION_PROPOSAL_NEEDED')) {
      return { report: failed, isWaiting: true }
    }
    if (failed !== undefined) options.onFailed?.(failed)
    throw error
  }
}

/** What is left to do, and what the copy says of it. */
interface Collected {
  readonly steps: readonly CollectedStep[]
  readonly copy: MigrationReport
}

/** Does on a copy of the network what is left to do, and notes what it is. */
async function collect(
  { project, connection, options }: Proposing,
  scope: ProposalScope,
): Promise<Collected> {
  let steps: readonly CollectedStep[] = []
  let failed: MigrationReport | undefined
  const createGate = (copy: Connection): StepGate => {
    const gate = new CollectingGate(connection, copy, scope)
    steps = gate.steps
    return gate
  }
  // What was done for real is told, and reset, already.
  const { reporter: _, reset: __, plan, ...rest } = options
  const onFailed = (report: MigrationReport): void => {
    failed = report
  }
  try {
    const own = { ...rest, ...plan?.choice, onFailed }
    return { copy: await dryRun({ project, connection, options: own, createGate }), steps }
  } catch (error) {
    if (failed !== undefined && isScaffoldError(error, collectedCode))
      return { copy: failed, steps }
    throw error
  }
}

async function record(
  { connection, options }: Proposing,
  steps: readonly CollectedStep[],
): Promise<void> {
  const { journal } = await openJournal(connection, connection.deployments, {
    isReset: options.reset === true,
  })
  const afterBlock = await new ChainReader(connection.provider).blockNumber()
  for (const step of steps) {
    await journal.saveStep(step.request, proposedRecord(step, afterBlock))
  }
}

/** As the copy reports it, but for what only happens when others have signed. */
function toReport({ request }: CollectedStep, copy: MigrationReport | undefined): StepReport {
  const { id, kind, label, deploys, address, change, file } = request
  const found = copy?.files.find(({ name }) => name === file)?.steps.find((it) => it.id === id)
  const own = { id, kind, label, name: deploys?.name, address, change }
  const open = {
    status: 'proposed',
    transactionHash: undefined,
    gasUsed: 0n,
    gasPriceWei: 0n,
  } as const
  return { ...(found ?? own), ...open }
}

/** The report of what was sent, with what is proposed where it stands. */
function withProposed(report: MigrationReport, { steps, copy }: Collected): MigrationReport {
  const entered = new Set(report.files.map(({ name }) => name))
  const later = (copy?.files ?? [])
    .filter(({ name }) => !entered.has(name))
    .map((file) => ({ ...file, steps: [], recorded: [] }))
  const files = [...report.files, ...later].flatMap((file) => {
    const own = steps
      .filter(({ request }) => request.file === file.name)
      .map((step) => toReport(step, copy))
    const isWaiting = file.status === 'failed' || own.length > 0
    return isWaiting
      ? { ...file, status: 'proposed' as const, steps: [...file.steps, ...own] }
      : entered.has(file.name)
        ? file
        : []
  })
  return { ...report, files, status: 'proposed' }
}

/** Neighbours of one sender belong together. */
function groupBySender(steps: readonly CollectedStep[]): readonly Proposal[] {
  const groups: { from: string; sender: SenderKind; steps: CollectedStep[] }[] = []
  for (const step of steps) {
    const { from } = step.request
    const last = groups.at(-1)
    if (last?.from === from) last.steps.push(step)
    else groups.push({ from, sender: step.sender, steps: [step] })
  }
  return groups.map(({ from, sender, steps: own }) => ({
    from,
    sender,
    transactions: own.map(toProposed),
  }))
}

/** Only what is proposed, without what the copy did. */
function printedReport(collected: Collected & { readonly copy: MigrationReport }): MigrationReport {
  const { copy, steps } = collected
  const files = copy.files.map((file) => ({
    ...file,
    steps: file.steps.filter(({ status }) => status === 'kept'),
    recorded: [],
  }))
  const totals = { deployments: 0, calls: 0, gasUsed: 0n, costWei: 0n }
  const emptied = { ...copy, files, totals, isDryRun: false }
  return steps.length === 0 ? emptied : withProposed(emptied, collected)
}

/** The caller holds the lock. */
export async function propose(proposing: Proposing): Promise<ProposeResult> {
  const { scope = 'foreign' } = proposing.options
  const own = scope === 'all' ? undefined : await sendOwn(proposing)
  if (own?.isWaiting === false) return { report: own.report, proposals: [] }
  const collected = await collect(proposing, scope)
  const { steps, copy } = collected
  await record(proposing, steps)
  const proposals = groupBySender(steps)
  if (own !== undefined) return { report: withProposed(own.report, collected), proposals }
  return { report: printedReport({ ...collected, copy }), proposals }
}
