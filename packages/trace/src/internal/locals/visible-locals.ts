import type { FunctionFrame } from '../../function-frame.js'
import type { Moment } from '../../moment.js'
import type { DataSpace, Variable, VariableKind } from '../../variable.js'
import { type AstIndex, astIndexOf, type Located } from '../ast-index.js'
import { memberOf, textOf } from '../fields.js'
import type { AstNode } from '../source-tree.js'
import { elementaryType, TypeReader } from '../values/type-reader.js'
import { parametersOf, pointsTo, returnsOf, slotsOf, slotsOfAll } from './declarations.js'
import { type Crossing, enteredDepth } from './entered-depth.js'
import { ModifierChain } from './modifier-chain.js'
import { type Position, positionAt } from './position.js'
import { rangeOf, type ScopeItem, scopeAt } from './scope-walk.js'
import { stackBase } from './stack-base.js'

/** A variable, and where it is on the stack from the first parameter of its function on. */
export interface VisibleLocal {
  readonly variable: Omit<Variable, 'place'>
  readonly height: number
  readonly slots: number
  readonly pointsTo: DataSpace | undefined
}

/** What a function has where it is. */
export interface VisibleLocals {
  /** Undefined where nothing of the source runs. */
  readonly owner: Located | undefined
  /** The last step that was in a statement of it; undefined where it has only just begun. */
  readonly step: number | undefined
  readonly locals: readonly VisibleLocal[]
}

/** The variables of a function where it is. */
export function visibleLocals(moment: Moment, frame: FunctionFrame): VisibleLocals {
  const index = astIndexOf(moment.contract.sources)
  const chain = new ModifierChain(index, moment.contract)
  const position = positionAt(moment, frame, { index, use: chain })
  if (position === undefined) return { owner: undefined, step: undefined, locals: [] }
  const collector = new Collector(index)
  collect(collector, position, { chain, moment, frame, index })
  return { owner: position.owner, step: position.step, locals: collector.locals }
}

/** What modifiers are looked up with. */
interface Surroundings {
  readonly chain: ModifierChain
  readonly index: AstIndex
  readonly moment: Moment
  readonly frame: FunctionFrame
}

function collect(collector: Collector, position: Position, around: Surroundings): void {
  const { chain, index } = around
  const located = (node: AstNode | undefined): Located | undefined => node && index.node(node.id)
  const { owner, range, modifier } = position
  collector.add(parametersOf(owner.node), 'parameter', owner.node)
  collector.add(returnsOf(owner.node), 'return', owner.node)
  if (range === undefined) return
  const invocations = chain.of(owner.node)
  const reached = chain.reached(owner.node, range, modifier)
  for (const [place, definition] of invocations.entries()) {
    if (place > reached) return
    if (definition === undefined) continue
    collector.add(parametersOf(definition), 'parameter', definition)
    const isHere = place === reached && modifier !== undefined
    const placeholders = isHere ? [range] : chain.placeholders(definition)
    const [modifierHere, next] = [definition, invocations[place + 1]].map((node) => located(node))
    const tree = modifierHere?.tree ?? owner.tree
    const scopes = placeholders.map((target) => scopeAt(definition.fields.body, target, tree))
    const crossing = modifierHere && { modifier: modifierHere, place, owner, next, placeholders }
    collector.addScope(chosenScope(scopes, { collector, crossing }, around), definition)
    if (isHere) return
  }
  collector.addScope(scopeAt(owner.node.fields.body, range, owner.tree), owner.node)
}

/** What is in scope where the function goes on inside a modifier. Where that may be in several places, the stack tells. */
function chosenScope(
  scopes: readonly (readonly ScopeItem[])[],
  {
    collector,
    crossing,
  }: { readonly collector: Collector; readonly crossing: Omit<Crossing, 'depths'> | undefined },
  { moment, frame }: Surroundings,
): readonly ScopeItem[] {
  const [first = []] = scopes
  const heights = scopes.map((scope) => collector.heightWith(scope))
  if (new Set(heights).size < 2 || crossing === undefined) return first
  const base = stackBase(moment, frame, crossing.owner)
  if (base === undefined) return first
  const depths = heights.map((height) => base + height)
  const depth = enteredDepth(moment, frame, { ...crossing, depths })
  return (depth === undefined ? undefined : scopes[depths.indexOf(depth)]) ?? first
}

/** Counts what lies on the stack. */
class Collector {
  readonly locals: VisibleLocal[] = []
  readonly #types: TypeReader
  #height = 0

  constructor(index: AstIndex) {
    this.#types = new TypeReader(index)
  }

  add(declarations: readonly unknown[], kind: VariableKind, owner: AstNode): void {
    for (const declaration of declarations) this.#push(declaration, kind, owner)
  }

  addScope(items: readonly ScopeItem[], owner: AstNode): void {
    for (const item of items) {
      if ('filler' in item) this.#height += item.filler
      else this.#push(item.declaration, item.isAssembly ? 'assembly' : 'local', owner)
    }
  }

  /** How high the stack would be above the first parameter. */
  heightWith(items: readonly ScopeItem[]): number {
    return items.reduce((height, item) => height + this.#slots(item), this.#height)
  }

  #slots(item: ScopeItem): number {
    if ('filler' in item) return item.filler
    return item.isAssembly ? 1 : slotsOfAll([item.declaration], this.#types)
  }

  #push(declaration: unknown, kind: VariableKind, owner: AstNode): void {
    const isAssembly = kind === 'assembly'
    const type = isAssembly
      ? elementaryType('uint256')
      : this.#types.ofTypeName(memberOf(declaration, 'typeName'))
    const id = memberOf(declaration, 'id')
    const slots = slotsOf(declaration, type)
    this.locals.push({
      variable: {
        id: typeof id === 'number' ? id : -rangeOf(declaration).start,
        name: textOf(declaration, 'name'),
        kind,
        ownerId: owner.id,
        type,
      },
      height: this.#height,
      slots,
      pointsTo: pointsTo(declaration, type),
    })
    this.#height += slots
  }
}
