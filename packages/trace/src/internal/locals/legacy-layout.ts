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
    const { owner, locals } = visibleLocals(moment, frame)
    if (owner === undefined) return []
    const base = stackBase(moment, frame, owner)
    const depth = moment.recording.stackDepth(moment.step)
    return locals.map((local) => placed(local, base, depth))
  }
}

function placed(
  { variable, height, slots, pointsTo }: VisibleLocal,
  base: number | undefined,
  depth: number,
): Variable {
  if (base === undefined)
    return { ...variable, place: { space: 'nowhere', reason: 'not recorded' } }
  const place = base + height
  return place + slots > depth
    ? { ...variable, place: { space: 'nowhere', reason: 'not initialised' } }
    : { ...variable, place: { space: 'stack', height: place, pointsTo } }
}
