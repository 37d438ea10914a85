import { type Located, textOf } from '@scaffold-evm/trace'
import { placeOf, readStorageLayout } from '../../layout/read-storage-layout.js'
import type { StorageLayout, StorageNamespace } from '../../layout/storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { placeFields } from '../compare/placed.js'
import { LayoutTypes } from '../layout/layout-types.js'
import { namespaceId } from '../layout/namespaces.js'
import type { ContractCode } from './contract-code.js'

/** Namespaces that share bytes with others or with variables, or belong to no contract. */
export function namespacePlaces(code: ContractCode): readonly UpgradeFinding[] {
  const layout = readStorageLayout(code.compiled)
  return [...duplicates(layout), ...clashes(layout), ...outside(code)]
}

function duplicates({ namespaces = [] }: StorageLayout): readonly UpgradeFinding[] {
  return namespaces.flatMap((namespace, index) => {
    const first = namespaces.findIndex(({ id }) => id === namespace.id)
    if (first === index) return []
    return [
      createFinding({
        code: 'namespace-duplicate',
        severity: 'error',
        message: `Two structs have the namespace ${namespace.id}: ${namespaces[first]?.source} and ${namespace.source}`,
        hint: 'Give each struct a namespace of its own',
        source: namespace.source,
      }),
    ]
  })
}

interface Extent {
  readonly name: string
  readonly begin: bigint
  readonly end: bigint
  readonly source: string | undefined
}

function clashes(layout: StorageLayout): readonly UpgradeFinding[] {
  const types = new LayoutTypes(layout.types)
  const variables = extentOf('The variables', placeFields(layout.variables, types))
  const spaces = (layout.namespaces ?? []).flatMap((namespace) =>
    extentOfNamespace(namespace, types),
  )
  const all = [...variables, ...spaces]
  return all.flatMap((extent, index) => {
    const other = all
      .slice(0, index)
      .find((before) => before.begin < extent.end && extent.begin < before.end)
    if (other === undefined || other.name === extent.name) return []
    return [
      createFinding({
        code: 'storage-clash',
        severity: 'error',
        message: `${other.name} and ${extent.name} lie in the same slots`,
        hint: 'Let the layout begin elsewhere, or give the struct another namespace',
        source: extent.source,
      }),
    ]
  })
}

function extentOf(
  name: string,
  placed: ReturnType<typeof placeFields>,
  source?: string,
): readonly Extent[] {
  const [first] = placed
  if (first === undefined) return []
  const end = placed.reduce((last, field) => (field.end > last ? field.end : last), first.end)
  return [{ name, begin: first.begin, end, source: source ?? first.field.source }]
}

function extentOfNamespace(
  { id, slot, members, source }: StorageNamespace,
  types: LayoutTypes,
): readonly Extent[] {
  if (slot === undefined) return []
  return extentOf(`the namespace ${id}`, placeFields(members, types, BigInt(slot) * 32n), source)
}

/** Nobody can tell which contracts use them. */
function outside(code: ContractCode): readonly UpgradeFinding[] {
  const sources = new Set(code.lineage.map(({ tree }) => tree))
  return [...sources].flatMap((tree) => {
    const structs = tree.nodes.filter(({ nodeType }) => nodeType === 'StructDefinition')
    return structs.flatMap((node) => outsideFinding({ tree, node }))
  })
}

function outsideFinding(struct: Located): readonly UpgradeFinding[] {
  const { node } = struct
  const around = node.parent?.nodeType === 'ContractDefinition' ? node.parent : undefined
  if (around !== undefined && around.fields.contractKind !== 'library') return []
  const id = namespaceId(struct)
  if (id === undefined) return []
  return [
    createFinding({
      code: 'namespace-outside-contract',
      severity: around === undefined ? 'error' : 'warning',
      message: `${textOf(node.fields, 'name')} has the namespace ${id} but is in no contract, so what is in it is not compared`,
      hint: 'Declare the struct in the contract that uses it',
      source: placeOf(struct),
    }),
  ]
}
