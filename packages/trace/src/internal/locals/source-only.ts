import type { FunctionFrame } from '../../function-frame.js'
import type { Moment } from '../../moment.js'
import type { Variable } from '../../variable.js'
import type { VariableStrategy } from '../../variable-strategy.js'
import { visibleLocals } from './visible-locals.js'

/** Of optimized code, and of code compiled via IR, it is known what there is, and not where. */
export class SourceOnly implements VariableStrategy {
  locals(moment: Moment, frame: FunctionFrame): readonly Variable[] {
    return visibleLocals(moment, frame).locals.map(({ variable }) => ({
      ...variable,
      place: { space: 'nowhere', reason: 'optimized out' },
    }))
  }
}
