import type { FunctionFrame } from '../../function-frame.js'
import type { Moment } from '../../moment.js'
import type { DataSpace, Variable, VariableKind } from '../../variable.js'
import { type AstIndex, astIndexOf, type Located } from '../ast-index.js'
import { memberOf, textOf } from '../fields.js'
import type { AstNode } from '../source-tree.js'
import { elementaryType, TypeReader } from '../values/type-reader.js'
import { parametersOf, pointsTo, returnsOf, slotsOf } from './declarations.js'
import { ModifierChain } from './modifier-chain.js'
import { type Position, positionAt } from './position.js'
import { rangeOf, type ScopeItem, scopeAt } from './scope-walk.js'

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
  readonly locals: readonly VisibleLocal[]
}

/** The variables of a function where it is. */
export function visibleLocals(moment: Moment, frame: FunctionFrame): VisibleLocals {
  const index = astIndexOf(moment.contract.sources)
  const chain = new ModifierChain(index, moment.contract)
  const position = positionAt(moment, frame, { index, use: chain })
  if (position === undefined) return { owner: undefined, locals: [] }
  const collector = new Collector(index)
  collect(collector, position, chain)
  return { owner: position.owner, locals: collector.locals }
}

function collect(collector: Collector, position: Position, chain: ModifierChain): void {
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
    const target = isHere ? range : chain.placeholder(definition)
    if (target !== undefined)
      collector.addScope(scopeAt(definition.fields.body, target), definition)
    if (isHere) return
  }
  collector.addScope(scopeAt(owner.node.fields.body, range), owner.node)
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
