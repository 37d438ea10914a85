import type { CoveredBranch, CoveredStatement } from '../coverage.js'
import type { AddCounts, CountedCode } from './counted-code.js'
import { type Counted, type CoverageItems, rangeOf } from './coverage-items.js'
import { instructionsOf } from './instructions.js'
import { type AstNode, contains } from './source-tree.js'

const jumpi = 0x57

interface Edges {
  readonly taken: number
  readonly notTaken: number
}

/**
 * Without the optimizer each decision is one JUMPI whose range is that of its node; which way is which is fixed by how the compiler
 * makes it.
 */
export function planBranches(code: CountedCode): AddCounts {
  const tries = new Set<CoveredBranch>()
  const decisions: { readonly pc: number; readonly add: (edges: Edges) => void }[] = []
  for (const { op, pc, range } of instructionsOf(code.code, code.map)) {
    const items = op === jumpi ? code.itemsOf(range.file) : undefined
    for (const node of items?.tree.at(range) ?? []) {
      const branch = items?.branches.find((candidate) => candidate.node === node)
      // The first of several of a try decides between success and failure; the others are of the catch clauses.
      if (branch !== undefined && !tries.has(branch.item)) {
        if (branch.item.kind === 'try') tries.add(branch.item)
        const control = items?.statements.find((statement) => statement.node === node)?.item
        decisions.push({ pc, add: (edges) => addDecision(branch, edges, control) })
      } else if (node.nodeType === 'YulCase' && items !== undefined) {
        decisions.push({ pc, add: (edges) => addCase(items, node, edges) })
      }
    }
  }
  return ({ hits, jumpsTaken }) => {
    for (const { pc, add } of decisions) {
      const [all = 0, taken = 0] = [hits[pc], jumpsTaken[pc]]
      if (all > 0) add({ taken, notTaken: all - taken })
    }
  }
}

/** Kinds of which the first way is taken by jumping. */
const jumpsFirst: ReadonlySet<string> = new Set([
  'Conditional',
  'BinaryOperation',
  'DoWhileStatement',
  'FunctionCall',
  'TryStatement',
])

function addDecision(
  { node, item }: Counted<CoveredBranch>,
  { taken, notTaken }: Edges,
  control: CoveredStatement | undefined,
): void {
  if (control !== undefined) control.count += taken + notTaken
  addTo(item, jumpsFirst.has(node.nodeType) ? [taken, notTaken] : [notTaken, taken])
}

function addTo({ ways }: CoveredBranch, counts: readonly number[]): void {
  for (const [index, count] of counts.entries()) {
    const way = ways[index]
    if (way !== undefined) way.count += count
  }
}

/** One case of a switch; what none of them takes is the default's. */
function addCase(
  { branches, statements }: CoverageItems,
  node: AstNode,
  { taken, notTaken }: Edges,
): void {
  const owner = branches.find((candidate) => candidate.node === node.parent)
  const cases: unknown = owner?.node.fields.cases
  if (owner === undefined || !Array.isArray(cases)) return
  const index = cases.findIndex(
    (one: unknown) => Reflect.get(Object(one), 'src') === node.fields.src,
  )
  const control = statements.find((statement) => statement.node === owner.node)
  if (index === 0 && control !== undefined) control.item.count += taken + notTaken
  const { ways } = owner.item
  const way = ways[index]
  if (way !== undefined) way.count += taken
  const isLast = cases.slice(index + 1).every(isDefault)
  const other = ways[cases.findIndex(isDefault)]
  if (isLast && other !== undefined) other.count += notTaken
}

function isDefault(value: unknown): boolean {
  return Reflect.get(Object(value), 'value') === 'default'
}

/** Shares the failures of each `try` among its catch clauses: by the statements in them, and the rest to the empty one. */
export function settleTries({ branches, statements }: CoverageItems): void {
  for (const { node, item } of branches) {
    const [, first, ...others] = item.ways
    if (item.kind !== 'try' || first === undefined || others.length === 0) continue
    const clauses: unknown = node.fields.clauses
    const catches = Array.isArray(clauses) ? clauses.slice(1) : []
    let rest = first.count
    const known = catches.map((clause: unknown) => {
      const range = rangeOf(clause)
      const inside = statements.find((one) => range !== undefined && contains(range, one.node))
      rest -= inside?.item.count ?? 0
      return inside?.item.count
    })
    for (const [index, way] of [first, ...others].entries()) {
      way.count = known[index] ?? rest
      if (known[index] === undefined) rest = 0
    }
  }
}
