import type { CoveredBranch, CoveredStatement } from '../coverage.js'
import type { AddCounts, CountedCode } from './counted-code.js'
import {
  type Counted,
  type CoverageItems,
  isEndless,
  isInitialValue,
  rangeOf,
} from './coverage-items.js'
import { type Instruction, instructionsOf } from './instructions.js'
import { type AstNode, contains } from './source-tree.js'

const jumpi = 0x57
const jumpdest = 0x5b
const push1 = 0x60
const push32 = 0x7f

interface Edges {
  readonly taken: number
  readonly notTaken: number
}

/**
 * Without the optimizer each decision is one JUMPI whose range is that of its node; which way is which is fixed by how the compiler
 * makes it.
 */
export function planBranches(code: CountedCode): AddCounts {
  const seen = new Set<AstNode>()
  const decisions: { readonly pc: number; readonly add: (edges: Edges) => void }[] = []
  const endless: { readonly pc: number; readonly item: CoveredStatement }[] = []
  let before: Instruction | undefined
  for (const instruction of instructionsOf(code.code, code.map)) {
    const { op, pc, range } = instruction
    const items = op === jumpi || op === jumpdest ? code.itemsOf(range.file) : undefined
    for (const node of items?.tree.at(range) ?? []) {
      const control = items?.statements.find(
        (statement) => statement.node === node && !isInitialValue(statement),
      )?.item
      if (op === jumpdest) {
        if (control !== undefined && isEndless(node) && isFirst(node, seen)) {
          endless.push({ pc, item: control })
        }
        continue
      }
      const branch = items?.branches.find((candidate) => candidate.node === node)
      // The first of several of a try decides between success and failure; the others are of the catch clauses.
      if (branch !== undefined && (branch.item.kind !== 'try' || isFirst(node, seen))) {
        const leaving = items && leavingStatement(branch, items, before)
        decisions.push({ pc, add: (edges) => addDecision(branch, edges, { control, leaving }) })
      } else if (node.nodeType === 'YulCase' && items !== undefined) {
        decisions.push({ pc, add: (edges) => addCase(items, node, edges) })
      }
    }
    before = instruction
  }
  return ({ hits, jumpsTaken }) => {
    for (const { pc, add } of decisions) {
      const [all = 0, taken = 0] = [hits[pc], jumpsTaken[pc]]
      if (all > 0) add({ taken, notTaken: all - taken })
    }
    for (const { pc, item } of endless) item.count += hits[pc] ?? 0
  }
}

function isFirst(node: AstNode, seen: Set<AstNode>): boolean {
  if (seen.has(node)) return false
  seen.add(node)
  return true
}

/**
 * The `break` or `continue` that all of an `if` consists of, where the compiler has made one jump of both: compilers before
 * 0.5.6 cannot be told not to. Its place is then what is jumped to.
 */
function leavingStatement(
  { node, item }: Counted<CoveredBranch>,
  { statements }: CoverageItems,
  before: Instruction | undefined,
): CoveredStatement | undefined {
  const body = rangeOf(node.fields.trueBody ?? node.fields.body)
  if (item.kind !== 'if' || body === undefined || before === undefined) return undefined
  const { op, range } = before
  if (op < push1 || op > push32 || !contains(body, range)) return undefined
  return statements.find((one) => contains(one.node, range) && contains(body, one.node))?.item
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
  {
    control,
    leaving,
  }: {
    readonly control: CoveredStatement | undefined
    readonly leaving: CoveredStatement | undefined
  },
): void {
  if (control !== undefined) control.count += taken + notTaken
  if (leaving !== undefined) leaving.count += taken
  const isJumpFirst = jumpsFirst.has(node.nodeType) || leaving !== undefined
  addTo(item, isJumpFirst ? [taken, notTaken] : [notTaken, taken])
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
