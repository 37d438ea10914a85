import type { FunctionFrame } from '../../function-frame.js'
import type { Moment } from '../../moment.js'
import type { Variable } from '../../variable.js'
import type { VariableStrategy } from '../../variable-strategy.js'
import { stackBase } from './stack-base.js'
import { type VisibleLocal, visibleLocals } from './visible-locals.js'

/**
 * Without the optimizer the legacy pipeline gives each variable a place on the stack that depends on nothing but the
 * source: parameters, return values, those of modifiers, then local variables as they are declared.
 */
export class LegacyLayout implements VariableStrategy {
  locals(moment: Moment, frame: FunctionFrame): readonly Variable[] {
    const { owner, step, locals } = visibleLocals(moment, frame)
    if (owner === undefined) return []
    const base = stackBase(moment, frame, owner)
    if (base === undefined) return locals.map(notRecorded)
    const depth = moment.recording.stackDepth(moment.step)
    const taken = step === undefined ? nothingTaken : takenAfter(moment, step, frame.at)
    return locals
      .filter(({ height, slots }) => !taken(base + height + slots))
      .map((local) => placed(local, base + local.height, depth))
  }
}

const nothingTaken = (): boolean => false

/** Whether what was on the stack up to some height at a step was taken off since, whatever came in its place. */
function takenAfter(
  { recording, frame }: Moment,
  after: number,
  last: number,
): (height: number) => boolean {
  const before = recording.stackDepth(after)
  let least = before
  for (let step = after + 1; step <= last; step++) {
    if (recording.frame(step) === frame) least = Math.min(least, recording.stackDepth(step))
  }
  return (height) => height <= before && height > least
}

function notRecorded({ variable }: VisibleLocal): Variable {
  return { ...variable, place: { space: 'nowhere', reason: 'not recorded' } }
}

function placed(
  { variable, slots, pointsTo }: VisibleLocal,
  height: number,
  depth: number,
): Variable {
  return height + slots > depth
    ? { ...variable, place: { space: 'nowhere', reason: 'not initialised' } }
    : { ...variable, place: { space: 'stack', height, pointsTo } }
}
