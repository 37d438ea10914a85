import type { Variable } from '../../variable.js'
import type { AstIndex, Located } from '../ast-index.js'
import { commentOf } from '../comment-of.js'
import { textOf } from '../fields.js'
import { namespaceSlot } from '../values/constant.js'
import type { TypeReader } from '../values/type-reader.js'

const annotation = /@custom:storage-location\s+erc7201:(\S+)/

/** The structs that say which namespace they are (ERC-7201), of contracts in their order. */
export function namespacesOf(
  contracts: readonly Located[],
  {
    index,
    types,
    keccak256,
  }: {
    readonly index: AstIndex
    readonly types: TypeReader
    readonly keccak256: (data: Uint8Array) => Uint8Array
  },
): readonly Variable[] {
  return contracts.flatMap((contract) =>
    index.children(contract.node).flatMap((node) => {
      if (node.nodeType !== 'StructDefinition') return []
      const name = annotation.exec(commentOf({ ...contract, node }))?.[1]
      if (name === undefined) return []
      const slot = namespaceSlot(Buffer.from(name), keccak256)
      const type = types.ofDeclaration(node.id)
      return [
        {
          id: node.id,
          name: textOf(node.fields, 'name'),
          kind: 'namespace' as const,
          type,
          place: { space: 'storage' as const, slot, offsetBytes: 0 },
          ownerId: contract.node.id,
        },
      ]
    }),
  )
}
