import type { CoveredBranch } from '../coverage.js'
import type { CountedCode } from './counted-code.js'
import { type Counted, type CoverageItems, rangeOf } from './coverage-items.js'
import { type Instruction, instructionsOf } from './instructions.js'
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
export function countBranches(code: CountedCode): void {
  const tries = new Set<CoveredBranch>()
  for (const instruction of instructionsOf(code.counts.code, code.map)) {
    if (instruction.op !== jumpi) continue
    const { file } = instruction.range
    const items = code.itemsOf(file)
    if (items === undefined) continue
    for (const node of items.tree.at(instruction.range)) {
      const branch = items.branches.find((candidate) => candidate.node === node)
      if (branch !== undefined) addDecision(branch, edgesOf(code, instruction), tries)
      else if (node.nodeType === 'YulCase')
        addCase(items.branches, node, edgesOf(code, instruction))
    }
  }
}

function edgesOf({ counts }: CountedCode, { pc }: Instruction): Edges {
  const taken = counts.jumpsTaken[pc] ?? 0
  return { taken, notTaken: (counts.hits[pc] ?? 0) - taken }
}

/** Kinds of which the first way is taken by jumping. */
const jumpsFirst: ReadonlySet<string> = new Set([
  'Conditional',
  'BinaryOperation',
  'DoWhileStatement',
  'FunctionCall',
])

function addDecision(
  { node, item }: Counted<CoveredBranch>,
  { taken, notTaken }: Edges,
  tries: Set<CoveredBranch>,
): void {
  if (item.kind === 'try') {
    // The first of several decides between success and failure; the others are of the catch clauses.
    if (!tries.has(item)) addTo(item, [taken, notTaken])
    tries.add(item)
    return
  }
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
  branches: readonly Counted<CoveredBranch>[],
  node: AstNode,
  { taken, notTaken }: Edges,
): void {
  const owner = branches.find((candidate) => candidate.node === node.parent)
  const cases: unknown = owner?.node.fields.cases
  if (owner === undefined || !Array.isArray(cases)) return
  const index = cases.findIndex(
    (one: unknown) => Reflect.get(Object(one), 'src') === node.fields.src,
  )
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
