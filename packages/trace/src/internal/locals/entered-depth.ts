import type { FunctionFrame } from '../../function-frame.js'
import type { Moment } from '../../moment.js'
import type { Located } from '../ast-index.js'
import type { CodeRange } from '../code-map.js'
import { parseSolcVersion } from '../solc-version.js'
import { type ByteRange, contains } from '../source-tree.js'
import { codeAt } from './position.js'

/** A modifier of a function that may go on at more than one place. */
export interface Crossing {
  readonly modifier: Located
  /** Which of the function's modifiers it is. */
  readonly place: number
  readonly owner: Located
  /** The modifier that comes next. */
  readonly next: Located | undefined
  /** Where it may go on. */
  readonly placeholders: readonly ByteRange[]
  /** How deep the stack may be there. Of single instructions source maps say that they are of another modifier. */
  readonly depths: readonly number[]
}

/** How deep the stack was when the function last went on inside a modifier; undefined when it never did. */
export function enteredDepth(
  moment: Moment,
  frame: FunctionFrame,
  { modifier, place, owner, next, placeholders, depths }: Crossing,
): number | undefined {
  const { recording, contract } = moment
  const code = codeAt(moment)
  // Before 0.6 that is all that source maps say.
  const hasDepths = parseSolcVersion(contract.sources.solcVersion)[1] > 5
  const isIn = ({ tree, node }: Located, range: CodeRange): boolean =>
    contract.sources.byIndex(range.file) === tree && contains(node, range)
  const isHere = (range: CodeRange): boolean =>
    isIn(modifier, range) && (!hasDepths || range.modifierDepth === place)
  const isInside = (range: CodeRange): boolean =>
    !isHere(range) && (isIn(owner, range) || (next !== undefined && isIn(next, range)))
  const first = frame.entryStep ?? recording.frames[moment.frame]?.firstStep ?? 0
  let wasHere = false
  let depth: number | undefined
  for (let step = Math.max(first, recording.firstStep); step <= frame.at; step++) {
    const range =
      recording.frame(step) === moment.frame ? code.range(recording.pc(step)) : undefined
    // Leaving the function has the range of `_`, too.
    if (range === undefined || placeholders.some(({ start }) => start === range.start)) continue
    const at = recording.stackDepth(step)
    if (wasHere && isInside(range) && depths.includes(at)) depth = at
    wasHere = isHere(range)
  }
  return depth
}
