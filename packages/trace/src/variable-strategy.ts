import type { FunctionFrame } from './function-frame.js'
import type { Moment } from './moment.js'
import type { Variable } from './variable.js'

/** A way to know where the variables of functions are. Which one it is depends on how the code was compiled. */
export interface VariableStrategy {
  /** The variables of a function, and of its modifiers around the place where it is, that have a value or will get one. */
  locals(moment: Moment, frame: FunctionFrame): readonly Variable[]
}
