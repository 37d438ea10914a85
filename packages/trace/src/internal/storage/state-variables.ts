import type { CompiledContract } from '../../compiled-contract.js'
import type { SolidityType } from '../../solidity-type.js'
import type { Place, Variable, VariableKind } from '../../variable.js'
import { type AstIndex, astIndexOf, type Located } from '../ast-index.js'
import { memberOf, textOf } from '../fields.js'
import type { AstNode } from '../source-tree.js'
import { evaluateConstant } from '../values/constant.js'
import { TypeReader } from '../values/type-reader.js'
import { lowBits, toBytes } from '../values/words.js'
import { namespacesOf } from './namespaces.js'
import { packedSize, StorageCursor } from './storage-size.js'

/** What state variables are found with. */
export interface StateContext {
  readonly contract: CompiledContract
  /** Whether its constructor runs, and immutables are still in memory. */
  readonly isCreation: boolean
  readonly keccak256: (data: Uint8Array) => Uint8Array
}

const known = new WeakMap<CompiledContract, Map<boolean, readonly Variable[]>>()

/** The variables of a contract and of those that it inherits from, bases first; then its namespaces. */
export function stateVariables(context: StateContext): readonly Variable[] {
  const { contract, isCreation } = context
  const found = known.get(contract) ?? new Map<boolean, readonly Variable[]>()
  known.set(contract, found)
  const before = found.get(isCreation)
  if (before !== undefined) return before
  const variables = findVariables(context)
  found.set(isCreation, variables)
  return variables
}

function findVariables(context: StateContext): readonly Variable[] {
  const index = astIndexOf(context.contract.sources)
  const contract = index.contract(context.contract.artifact)
  if (contract === undefined) return []
  const types = new TypeReader(index)
  const places = new Places(context, index, contract)
  const bases = index.linearized(contract.node).toReversed()
  const own = bases.flatMap((base) =>
    index
      .children(base.node)
      .filter(({ nodeType }) => nodeType === 'VariableDeclaration')
      .map((node) => places.variable({ ...base, node }, types.ofVariable(node), base.node.id)),
  )
  return [...own, ...namespacesOf(bases, { index, types, keccak256: context.keccak256 })]
}

/** While a contract is created its immutables lie in memory, one after the other, from here on. */
const firstImmutable = 0x80n

/** Gives each variable its place, in the order in which they are declared. */
class Places {
  readonly #context: StateContext
  readonly #index: AstIndex
  readonly #storage: StorageCursor
  readonly #transient = new StorageCursor()
  #immutables = 0n

  constructor(context: StateContext, index: AstIndex, contract: Located) {
    this.#context = context
    this.#index = index
    const base = memberOf(contract.node.fields, 'storageLayout', 'baseSlotExpression')
    const { keccak256 } = context
    const first = base === undefined ? 0n : evaluateConstant(base, { index, keccak256 })
    this.#storage = new StorageCursor(typeof first === 'bigint' ? first : 0n)
  }

  variable(located: Located, type: SolidityType, ownerId: number): Variable {
    const { fields, id } = located.node
    const kind = kindOf(fields)
    const place = this.#place(kind, located, type)
    return { id, name: textOf(fields, 'name'), kind, type, ownerId, place }
  }

  #place(kind: VariableKind, located: Located, type: SolidityType): Place {
    if (kind === 'constant') return this.#constant(located, type)
    if (kind === 'immutable') return this.#immutable(located.node.id)
    const space = kind === 'transient' ? 'transient' : 'storage'
    const cursor = space === 'transient' ? this.#transient : this.#storage
    const { slot, offsetBytes } = cursor.place(type)
    return { space, slot: lowBits(slot, 256), offsetBytes }
  }

  #constant({ tree, node }: Located, type: SolidityType): Place {
    const { keccak256 } = this.#context
    const value = evaluateConstant(node.fields.value, { index: this.#index, keccak256 })
    const expression = this.#index.nodeOf(node.fields.value)
    const text = expression === undefined ? '' : tree.text(expression)
    return { space: 'source', text, word: value === undefined ? undefined : wordOf(type, value) }
  }

  #immutable(id: number): Place {
    const place = firstImmutable + 32n * this.#immutables
    this.#immutables += 1n
    if (this.#context.isCreation) return { space: 'memory', offset: place }
    const [range] = this.#context.contract.artifact.immutableReferences[id] ?? []
    return range === undefined
      ? { space: 'nowhere', reason: 'unknown' }
      : { space: 'code', offset: range.start }
  }
}

function kindOf({ constant, mutability, storageLocation }: AstNode['fields']): VariableKind {
  if (constant === true) return 'constant'
  if (mutability === 'immutable') return 'immutable'
  return storageLocation === 'transient' ? 'transient' : 'state'
}

/** As the ABI has it: bytes on the left. */
function wordOf(type: SolidityType, value: bigint | Uint8Array): bigint | Uint8Array | undefined {
  if (type.kind === 'user-defined') return wordOf(type.underlying, value)
  if (type.kind === 'string' || type.kind === 'bytes') {
    return value instanceof Uint8Array ? value : undefined
  }
  if (type.kind !== 'fixed-bytes')
    return typeof value === 'bigint' ? lowBits(value, 256) : undefined
  const bytes = typeof value === 'bigint' ? toBytes(value, packedSize(type)) : value
  return BigInt(`0x${Buffer.from(bytes).toString('hex').padEnd(64, '0')}`)
}
