import { breakpointNoCode, sourceAmbiguous, sourceUnknown } from '../../errors.js'
import type { SourceTrace } from '../../source-trace.js'
import type { AstNode, SourceTree } from '../source-tree.js'
import { statementsOf } from '../statements.js'

/** A statement that a line was found to mean. */
export interface BoundLine {
  readonly tree: SourceTree
  readonly node: AstNode
  /** Where it begins, from 1. */
  readonly line: number
}

/**
 * The source that a name means: its whole name, or the end of its path.
 *
 * @throws `DEBUG_SOURCE_UNKNOWN`, `DEBUG_SOURCE_AMBIGUOUS`
 */
export function findSource(trace: SourceTrace, name: string): SourceTree {
  const wanted = name.replaceAll('\\', '/').replace(/^\.\//, '')
  const exact = trace.source(wanted)
  if (exact !== undefined) return exact
  const names = trace.sourceNames()
  const [found, ...others] = names.filter((candidate) => isSamePath(candidate, wanted))
  if (others.length > 0 && found !== undefined) throw sourceAmbiguous(name, [found, ...others])
  const tree = found === undefined ? undefined : trace.source(found)
  if (tree === undefined) throw sourceUnknown(name, names)
  return tree
}

/** One path is the end of the other: editors know files by longer paths than compilers. */
function isSamePath(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`)
}

/**
 * The first statement of the line or, when there is none, of the next line that has one.
 *
 * @throws `DEBUG_LINE_WITHOUT_CODE`
 */
export function bindLine(tree: SourceTree, line: number): BoundLine {
  let best: BoundLine | undefined
  for (const node of statementsOf(tree)) {
    const at = tree.position(node.start).line
    if (at >= line && (best === undefined || at < best.line)) best = { tree, node, line: at }
  }
  if (best === undefined) throw breakpointNoCode(tree.name, line)
  return best
}
