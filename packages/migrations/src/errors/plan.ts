import { ScaffoldError } from '@scaffold-evm/common'

/** A file that holds no plan. */
export function planInvalidError(path: string, problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'PLAN_INVALID',
    message: `${path} is no plan: ${problem}`,
    hint: 'Make one with "scaffold plan --out <file>"',
    data: { path, problem },
  })
}

/** What a plan was made of and is not so any more. */
export interface PlanMove {
  readonly what: 'network' | 'chain' | 'record' | 'code' | 'state' | 'steps'
  /** What it was and what it is. */
  readonly text: string
}

const movedNouns: Readonly<Record<PlanMove['what'], string>> = {
  network: 'the network',
  chain: 'the chain',
  record: 'the record',
  code: 'the code',
  state: 'contracts on the chain',
  steps: 'what would be sent',
}

/** A plan that does not fit any more. Nothing was sent. */
export function planStaleError(moved: readonly PlanMove[]): ScaffoldError {
  const nouns = [...new Set(moved.map(({ what }) => movedNouns[what]))]
  const subject = new Intl.ListFormat('en').format(nouns)
  return new ScaffoldError({
    code: 'PLAN_STALE',
    message: `The plan does not fit any more: ${subject} changed since; nothing was sent`,
    details: moved.map(({ text }) => text).join('\n'),
    hint: 'Plan again, look at it, and apply that: scaffold plan --out <file>',
    data: { moved },
  })
}

/** A step that is about to be sent and is not the one that was planned. */
export function planStepChangedError(
  step: { readonly file: string; readonly id: string },
  difference: { readonly planned: string | undefined; readonly now: string },
): ScaffoldError {
  const { planned, now } = difference
  return new ScaffoldError({
    code: 'PLAN_STEP_CHANGED',
    message: `${step.file}: "${step.id}" is not as planned; it was not sent`,
    details: `planned  ${planned ?? 'nothing of this name'}\nnow      ${now}`,
    hint: 'What was sent before is recorded. Find out what differs, and plan again for the rest',
    data: { ...step, ...difference },
  })
}

/** What somebody else changed and cannot be taken into the record. */
export function acceptRefusedError(
  name: string,
  why: { readonly problem: string; readonly hint: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_ACCEPT_REFUSED',
    message: `${name} cannot be taken into the record as it is: ${why.problem}`,
    hint: why.hint,
    data: { name, problem: why.problem },
  })
}
