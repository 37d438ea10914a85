import {
  type AstIndex,
  astIndexOf,
  type CompiledContract,
  commentOf,
  evaluateConstant,
  type Located,
  memberOf,
  StorageCursor,
  TypeReader,
  textOf,
} from '@scaffold-evm/trace'
import { layoutSourceMissingError } from '../errors/layout.js'
import { annotationsOf } from '../internal/layout/annotations.js'
import { keccakBytes } from '../internal/layout/keccak-bytes.js'
import { type PlacedStruct, placedStructs } from '../internal/layout/library-storage.js'
import { readNamespaces } from '../internal/layout/namespaces.js'
import { slotText, TypeNames } from '../internal/layout/type-names.js'
import { type StorageField, type StorageLayout, storageLayoutFormat } from './storage-layout.js'

/**
 * Where a contract keeps its state: what it inherits, structs, namespaces (ERC-7201), `layout at`, transient
 * variables. Read from the syntax tree of its build, with any compiler from 0.4.12 on.
 *
 * @throws `UPGRADE_SOURCE_MISSING` when the build has no syntax tree.
 */
export function readStorageLayout(contract: CompiledContract): StorageLayout {
  const { sourceName, contractName } = contract.artifact
  const name = `${sourceName}:${contractName}`
  const index = astIndexOf(contract.sources)
  const located = index.contract(contract.artifact)
  if (located === undefined) throw layoutSourceMissingError(name)
  return new LayoutReader(index).read(located, name)
}

/**
 * The same with structs that the contract has at slots of their own without being annotated, by functions of libraries, too, as
 * the facets of diamonds have their state.
 *
 * @throws `UPGRADE_SOURCE_MISSING` when the build has no syntax tree.
 */
export function readFacetLayout(contract: CompiledContract): StorageLayout {
  const { sourceName, contractName } = contract.artifact
  const name = `${sourceName}:${contractName}`
  const index = astIndexOf(contract.sources)
  const located = index.contract(contract.artifact)
  if (located === undefined) throw layoutSourceMissingError(name)
  return new LayoutReader(index).read(located, name, placedStructs(contract))
}

class LayoutReader {
  readonly #index: AstIndex
  readonly #reader: TypeReader
  readonly #names: TypeNames

  constructor(index: AstIndex) {
    this.#index = index
    this.#reader = new TypeReader(index)
    this.#names = new TypeNames((id) => {
      const member = index.node(id)
      return member === undefined ? {} : describe(member)
    })
  }

  read(contract: Located, name: string, placed: readonly PlacedStruct[] = []): StorageLayout {
    const bases = this.#index.linearized(contract.node).toReversed()
    const { variables, transient } = this.#variables(contract, bases)
    const membersOf = (struct: Located['node']): readonly StorageField[] =>
      this.#names.members(this.#reader.membersOf(struct))
    const annotated = readNamespaces(bases, { index: this.#index, membersOf })
    const others = placed.filter(({ id }) => !annotated.some((namespace) => namespace.id === id))
    const namespaces = [
      ...annotated,
      ...others.map(({ id, slot, struct }) => ({
        id,
        slot: `0x${slot.toString(16)}`,
        source: placeOf(struct),
        members: membersOf(struct.node),
      })),
    ]
    return {
      format: storageLayoutFormat,
      contract: name,
      variables,
      ...(transient.length === 0 ? {} : { transient }),
      ...(namespaces.length === 0 ? {} : { namespaces }),
      types: this.#names.types,
    }
  }

  #variables(
    contract: Located,
    bases: readonly Located[],
  ): Pick<Required<StorageLayout>, 'variables' | 'transient'> {
    const variables: StorageField[] = []
    const transient: StorageField[] = []
    const storage = new StorageCursor(this.#firstSlot(contract))
    const fleeting = new StorageCursor()
    for (const base of bases) {
      for (const node of this.#index.children(base.node)) {
        const { constant, mutability, storageLocation } = node.fields
        if (node.nodeType !== 'VariableDeclaration') continue
        if (constant === true || mutability === 'immutable') continue
        const isTransient = storageLocation === 'transient'
        const located = { ...base, node }
        const field = this.#place(located, base, isTransient ? fleeting : storage)
        if (isTransient) transient.push(field)
        else variables.push(field)
      }
    }
    return { variables, transient }
  }

  #place(located: Located, base: Located, cursor: StorageCursor): StorageField {
    const type = this.#reader.ofVariable(located.node)
    const { slot, offsetBytes } = cursor.place(type)
    return {
      label: textOf(located.node.fields, 'name'),
      type: this.#names.of(type),
      slot: slotText(BigInt.asUintN(256, slot)),
      offset: offsetBytes,
      contract: textOf(base.node.fields, 'name'),
      ...describe(located),
    }
  }

  /** Only the contract itself may say where its variables begin. */
  #firstSlot({ node }: Located): bigint {
    const expression = memberOf(node.fields, 'storageLayout', 'baseSlotExpression')
    if (expression === undefined) return 0n
    const context = { index: this.#index, keccak256: keccakBytes }
    const slot = evaluateConstant(expression, context)
    if (typeof slot === 'bigint') return slot
    throw layoutSourceMissingError(textOf(node.fields, 'name'))
  }
}

function describe(located: Located): Partial<StorageField> {
  const said = annotationsOf(commentOf(located))
  const renamedFrom = said.get('renamed-from')
  const retypedFrom = said.get('retyped-from')
  return {
    source: placeOf(located),
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
    ...(retypedFrom === undefined ? {} : { retypedFrom }),
  }
}

/** File and line of a node. */
export function placeOf({ tree, node }: Located): string {
  return `${tree.name}:${tree.position(node.start).line}`
}
