import {
  type AstIndex,
  type AstNode,
  commentOf,
  type Located,
  namespaceSlot,
  textOf,
} from '@scaffold-evm/trace'
import type { StorageField, StorageNamespace } from '../../layout/storage-layout.js'
import { annotationWords } from './annotations.js'
import { keccakBytes } from './keccak-bytes.js'

/** What the annotation of a struct says of its place; undefined when it has none. */
export function namespaceId(struct: Located): string | undefined {
  return annotationWords(commentOf(struct), 'storage-location')[0]
}

const erc7201 = 'erc7201:'

/** The first slot of a namespace, when its formula is known. */
export function namespaceStart(id: string): bigint | undefined {
  if (!id.startsWith(erc7201)) return undefined
  return namespaceSlot(Buffer.from(id.slice(erc7201.length)), keccakBytes)
}

/** The namespaces of contracts, in their order. */
export function readNamespaces(
  contracts: readonly Located[],
  {
    index,
    membersOf,
  }: {
    readonly index: AstIndex
    readonly membersOf: (struct: AstNode) => readonly StorageField[]
  },
): readonly StorageNamespace[] {
  return contracts.flatMap((contract) =>
    index.children(contract.node).flatMap((node) => {
      const struct = { ...contract, node }
      if (node.nodeType !== 'StructDefinition') return []
      const id = namespaceId(struct)
      if (id === undefined) return []
      const slot = namespaceStart(id)
      const source = `${contract.tree.name}:${contract.tree.position(node.start).line}`
      return [
        {
          id,
          ...(slot === undefined ? {} : { slot: `0x${slot.toString(16)}` }),
          contract: textOf(contract.node.fields, 'name'),
          source,
          members: membersOf(node),
        },
      ]
    }),
  )
}
