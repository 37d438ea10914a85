import type { CoveredFunction } from '../coverage.js'
import type { CodeRange } from './code-map.js'
import { type AddCounts, type CountedCode, InnermostFinder } from './counted-code.js'
import type { Counted, CoverageItems } from './coverage-items.js'
import { instructionsOf } from './instructions.js'
import { type AstNode, contains } from './source-tree.js'

/**
 * Functions count at the instruction that the compiler says they begin with. It says so of none that is not jumped to:
 * constructors, fallback and receive functions count by the instruction in them that ran most, and so do all before solc 0.8.5.
 */
export function planFunctions(code: CountedCode): AddCounts {
  const finder = new InnermostFinder((items) => items.functions)
  const entries: { readonly item: CoveredFunction; readonly pc: number }[] = []
  const bodies = new Map<CoveredFunction, number[]>()
  for (const { pc, range } of instructionsOf(code.code, code.map)) {
    const found = range.file < 0 ? undefined : finder.find(code, range)
    if (found === undefined) continue
    const { item, node } = found
    if (code.map.entry(pc)?.id === node.id) entries.push({ item, pc })
    else if (!code.map.hasEntries || !isJumpedTo(found)) {
      bodies.set(item, [...(bodies.get(item) ?? []), pc])
    }
  }
  const receivers = emptyReceivers(code)
  return ({ hits }) => {
    for (const { item, pc } of [...entries, ...receivers]) item.count += hits[pc] ?? 0
    for (const [item, pcs] of bodies) item.count += Math.max(...pcs.map((pc) => hits[pc] ?? 0))
  }
}

const stop = 0x00
const jumpi = 0x57

/** Of a receive or fallback function without statements nothing is left but the STOP where the called function is chosen. */
function emptyReceivers(
  code: CountedCode,
): readonly { readonly item: CoveredFunction; readonly pc: number }[] {
  const found: { readonly item: CoveredFunction; readonly pc: number }[] = []
  let previous = -1
  for (const { pc, op, range } of instructionsOf(code.code, code.map)) {
    const contract = op === stop ? contractAt(code, range) : undefined
    const kind = previous === jumpi ? 'receive' : 'fallback'
    const item = contract && emptyReceiver(code, contract, kind)
    if (item !== undefined) found.push({ item, pc })
    previous = op
  }
  return found
}

function contractAt(code: CountedCode, range: CodeRange): AstNode | undefined {
  const nodes = code.itemsOf(range.file)?.tree.at(range)
  return nodes?.find(({ nodeType }) => nodeType === 'ContractDefinition')
}

function emptyReceiver(
  code: CountedCode,
  contract: AstNode,
  kind: 'receive' | 'fallback',
): CoveredFunction | undefined {
  const bases: unknown = contract.fields.linearizedBaseContracts
  const functions = [...code.allItems()].flatMap((items) => items.functions)
  for (const base of Array.isArray(bases) ? bases : []) {
    const found = functions.find(
      ({ node }) => node.fields.kind === kind && node.parent?.id === base,
    )
    if (found !== undefined) return isEmpty(found.node) ? found.item : undefined
  }
  return undefined
}

function isEmpty({ fields }: AstNode): boolean {
  const statements: unknown = Reflect.get(Object(fields.body), 'statements')
  return Array.isArray(statements) && statements.length === 0
}

const notJumpedTo: ReadonlySet<unknown> = new Set(['constructor', 'fallback', 'receive'])

function isJumpedTo({ node }: Counted<CoveredFunction>): boolean {
  return node.nodeType === 'FunctionDefinition' && !notJumpedTo.has(node.fields.kind)
}

/** Modifiers are repeated: the statements in them know how often. */
export function countModifiers({ functions, statements }: CoverageItems): void {
  for (const { node, item } of functions) {
    if (node.nodeType !== 'ModifierDefinition') continue
    const first = statements.find((statement) => contains(node, statement.node))
    if (first !== undefined) item.count = Math.max(item.count, first.item.count)
  }
}
