import type { SolidityType, StructMember } from '../../solidity-type.js'
import type { AstIndex } from '../ast-index.js'
import { listOf, memberOf, textOf } from '../fields.js'
import type { AstNode } from '../source-tree.js'

/** Reads the names of types in syntax trees. */
export class TypeReader {
  readonly #index: AstIndex
  readonly #declared = new Map<number, SolidityType>()

  constructor(index: AstIndex) {
    this.#index = index
  }

  /** Of the declaration of a variable or of a member of a struct. */
  ofVariable({ fields }: AstNode): SolidityType {
    return this.ofTypeName(fields.typeName)
  }

  ofTypeName(typeName: unknown): SolidityType {
    switch (memberOf(typeName, 'nodeType')) {
      case 'ElementaryTypeName':
        return elementaryType(textOf(typeName, 'name'))
      case 'UserDefinedTypeName':
        return this.ofDeclaration(memberOf(typeName, 'referencedDeclaration'))
      case 'ArrayTypeName':
        return this.#arrayType(typeName)
      case 'Mapping': {
        const key = this.ofTypeName(memberOf(typeName, 'keyType'))
        const value = this.ofTypeName(memberOf(typeName, 'valueType'))
        return { kind: 'mapping', name: `mapping(${key.name} => ${value.name})`, key, value }
      }
      case 'FunctionTypeName': {
        const isExternal = memberOf(typeName, 'visibility') === 'external'
        const name = textOf(typeName, 'typeDescriptions', 'typeString')
        return { kind: 'function', name, isExternal }
      }
      default:
        return { kind: 'unknown', name: textOf(typeName, 'typeDescriptions', 'typeString') }
    }
  }

  /** How long an array is, is said by its type alone: in the source it may be any expression. */
  #arrayType(typeName: unknown): SolidityType {
    const base = this.ofTypeName(memberOf(typeName, 'baseType'))
    const identifier = textOf(typeName, 'typeDescriptions', 'typeIdentifier')
    const size = /\$(\d+|dyn)_[a-z]+(?:_ptr)?$/.exec(identifier)?.[1]
    const length = size === undefined || size === 'dyn' ? undefined : BigInt(size)
    return { kind: 'array', name: `${base.name}[${length ?? ''}]`, base, length }
  }

  /** Of a struct, enum, contract or user-defined type. */
  ofDeclaration(id: unknown): SolidityType {
    if (typeof id !== 'number') return { kind: 'unknown', name: '' }
    const known = this.#declared.get(id)
    if (known !== undefined) return known
    const type = this.#readDeclared(id)
    this.#declared.set(id, type)
    return type
  }

  #readDeclared(id: number): SolidityType {
    const node = this.#index.node(id)?.node
    const name = textOf(node?.fields, 'canonicalName') || textOf(node?.fields, 'name')
    switch (node?.nodeType) {
      case 'ContractDefinition':
        return { kind: 'contract', name: textOf(node.fields, 'name') }
      case 'EnumDefinition': {
        const members = listOf(node.fields, 'members').map((member) => textOf(member, 'name'))
        return { kind: 'enum', name, members }
      }
      case 'UserDefinedValueTypeDefinition': {
        const underlying = this.ofTypeName(node.fields.underlyingType)
        return { kind: 'user-defined', name, underlying }
      }
      case 'StructDefinition':
        return structType(name, () => this.membersOf(node))
      default:
        return { kind: 'unknown', name }
    }
  }

  membersOf(struct: AstNode): readonly StructMember[] {
    return listOf(struct.fields, 'members').map((member) => ({
      id: Number(memberOf(member, 'id')),
      name: textOf(member, 'name'),
      type: this.ofTypeName(memberOf(member, 'typeName')),
    }))
  }
}

function structType(name: string, read: () => readonly StructMember[]): SolidityType {
  let members: readonly StructMember[] | undefined
  return {
    kind: 'struct',
    name,
    get members() {
      members ??= read()
      return members
    },
  }
}

/** The type of that name, `uint` being `uint256`. */
export function elementaryType(name: string): SolidityType {
  const integer = /^(u?)int(\d*)$/.exec(name)
  if (integer !== null) {
    const isSigned = integer[1] === ''
    const bits = Number(integer[2] || 256)
    return { kind: 'integer', name: `${integer[1]}int${bits}`, bits, isSigned }
  }
  const fixed = /^bytes(\d+)$/.exec(name === 'byte' ? 'bytes1' : name)
  if (fixed !== null) return { kind: 'fixed-bytes', name: fixed[0], sizeBytes: Number(fixed[1]) }
  if (name.startsWith('address')) return { kind: 'address', name }
  if (name === 'bool' || name === 'bytes' || name === 'string') return { kind: name, name }
  return { kind: 'unknown', name }
}
