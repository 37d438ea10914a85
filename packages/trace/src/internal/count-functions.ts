import type { CoveredFunction } from '../coverage.js'
import type { CodeRange } from './code-map.js'
import { type AddCounts, type CountedCode, InnermostFinder } from './counted-code.js'
import type { Counted, CoverageItems } from './coverage-items.js'
import { type Instruction, instructionsOf } from './instructions.js'
import { type AstNode, contains } from './source-tree.js'

const jumpdest = 0x5b

interface Place {
  readonly item: CoveredFunction
  readonly pc: number
}

/** Where in the code of a function that does not say where it begins that may be; the best of what there is. */
interface Guess {
  rank: number
  readonly pcs: number[]
}

/**
 * Functions count at the instruction that the compiler says they begin with. Before solc 0.8.5 it says so of none, and as long as
 * it removes places that nobody jumps to, not of constructors, fallback and receive functions: those count by instructions that
 * stand for all of them.
 */
export function planFunctions(code: CountedCode): AddCounts {
  const finder = new InnermostFinder((items) => items.functions)
  const entries: Place[] = []
  const guesses = new Map<CoveredFunction, Guess>()
  for (const { pc, op, range } of instructionsOf(code.code, code.map)) {
    const found = range.file < 0 ? undefined : finder.find(code, range)
    if (found === undefined) continue
    if (code.map.entry(pc)?.id === found.node.id) entries.push({ item: found.item, pc })
    else if (!code.map.hasEntries || !isJumpedTo(found)) guess(guesses, found, { pc, op, range })
  }
  for (const { item } of entries) guesses.delete(item)
  const known = new Set([...entries.map(({ item }) => item), ...guesses.keys()])
  const places = [...entries, ...emptyReceivers(code).filter(({ item }) => !known.has(item))]
  return ({ hits }) => {
    for (const { item, pc } of places) item.count += hits[pc] ?? 0
    for (const [item, { pcs }] of guesses) {
      item.count += pcs.reduce((most, pc) => Math.max(most, hits[pc] ?? 0), 0)
    }
  }
}

/** Loops run more often than what they are in: an instruction of all of the function is better than one of a part. */
function guess(
  guesses: Map<CoveredFunction, Guess>,
  { item, node }: Counted<CoveredFunction>,
  { pc, op, range }: Instruction,
): void {
  const isWhole = range.start === node.start && range.length === node.length
  const rank = isWhole ? (op === jumpdest ? 2 : 1) : 0
  const known = guesses.get(item)
  if (known === undefined || known.rank < rank) guesses.set(item, { rank, pcs: [pc] })
  else if (known.rank === rank) known.pcs.push(pc)
}

const stop = 0x00
const jumpi = 0x57

/** Of a receive or fallback function without statements nothing is left but the STOP where the called function is chosen. */
function emptyReceivers(code: CountedCode): readonly Place[] {
  const found: Place[] = []
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

/**
 * Modifiers are repeated: the statements in them know how often. One that has none ran as often as the functions were entered
 * that begin with it, and as what else it surrounds.
 */
export function countModifiers(
  { functions, statements }: CoverageItems,
  all: readonly CoverageItems[],
): void {
  for (const { node, item } of functions) {
    if (node.nodeType !== 'ModifierDefinition') continue
    const first = statements.find((statement) => contains(node, statement.node))
    if (first !== undefined) item.count = Math.max(item.count, first.item.count)
    else item.count = all.reduce((sum, items) => sum + timesInvoked(node, items), 0)
  }
}

function timesInvoked(modifier: AstNode, { functions, statements }: CoverageItems): number {
  let times = 0
  for (const { node, item } of functions) {
    const invocations: unknown = node.fields.modifiers
    const at = Array.isArray(invocations)
      ? invocations.findIndex((one: unknown) => invokes(one, modifier))
      : -1
    if (at === -1) continue
    const body = statements.find((statement) => contains(node, statement.node))
    times += at === 0 ? item.count : (body?.item.count ?? item.count)
  }
  return times
}

function invokes(invocation: unknown, modifier: AstNode): boolean {
  const name: unknown = Reflect.get(Object(invocation), 'modifierName')
  return Reflect.get(Object(name), 'referencedDeclaration') === modifier.id
}
