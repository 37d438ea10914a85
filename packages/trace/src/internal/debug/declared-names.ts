import type { CompiledSources } from '../../compiled-contract.js'
import {
  type NamedOperand,
  namespaceOperand,
  numberOperand,
  type Operand,
} from '../expression/operand.js'
import { listOf, textOf } from '../fields.js'
import type { AstNode, SourceTree } from '../source-tree.js'

/** The enum, contract or library of that name; undefined when the sources have none. */
export function declaredName(sources: CompiledSources, name: string): Operand | undefined {
  for (const tree of sources.all()) {
    const found = tree.nodes.find((node) => isType(node) && node.fields.name === name)
    if (found !== undefined) return operandOf(tree, found)
  }
  return undefined
}

function isType({ nodeType }: AstNode): boolean {
  return nodeType === 'EnumDefinition' || nodeType === 'ContractDefinition'
}

function operandOf(tree: SourceTree, node: AstNode): Operand {
  const name = textOf(node.fields, 'name')
  if (node.nodeType === 'EnumDefinition') return namespaceOperand(name, enumMembers(node))
  const enums = tree.nodes.filter(
    ({ nodeType, parent }) => nodeType === 'EnumDefinition' && parent === node,
  )
  return namespaceOperand(
    name,
    enums.map((own) => [textOf(own.fields, 'name'), operandOf(tree, own)]),
  )
}

function enumMembers({ fields }: AstNode): readonly NamedOperand[] {
  const type = textOf(fields, 'canonicalName')
  return listOf(fields, 'members').map((member, index) => {
    const name = textOf(member, 'name')
    return [name, numberOperand(BigInt(index), type, `${type}.${name}`)]
  })
}
