import {
  type CompiledContract,
  evaluateConstant,
  type Located,
  listOf,
  memberOf,
  textOf,
} from '@scaffold-evm/trace'
import { ContractCode } from '../unsafe/contract-code.js'
import { keccakBytes } from './keccak-bytes.js'
import { namespaceId, namespaceStart } from './namespaces.js'

/** A struct at a slot of its own, which functions give a pointer to: `assembly { s.slot := place }`. */
export interface PlacedStruct {
  /** What its annotation says, else its slot. */
  readonly id: string
  readonly slot: bigint
  readonly struct: Located
}

/**
 * The structs that a contract has at slots of their own: given by functions that it has or calls, of libraries, too, as those of
 * diamonds do. A slot has to be a constant, or that of the struct's namespace.
 */
export function placedStructs(contract: CompiledContract): readonly PlacedStruct[] {
  const code = new ContractCode(contract)
  const found = new Map<string, PlacedStruct>()
  for (const declared of reachableFunctions(code)) {
    const placed = placedBy(declared, code)
    if (placed !== undefined) found.set(placed.id, placed)
  }
  return [...found.values()]
}

function reachableFunctions(code: ContractCode): readonly Located[] {
  const open = code.lineage.flatMap((base) => code.members(base, 'FunctionDefinition'))
  const seen = new Map(open.map((each) => [each.node.id, each]))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { node } of code.find(next, ['FunctionCall'])) {
      const called = code.called(node)
      if (called === undefined || seen.has(called.node.id)) continue
      seen.set(called.node.id, called)
      open.push(called)
    }
  }
  return [...seen.values()]
}

function placedBy(declared: Located, code: ContractCode): PlacedStruct | undefined {
  const parameters = listOf(memberOf(declared.node.fields, 'returnParameters'), 'parameters')
  const [pointer] = parameters
  if (parameters.length !== 1 || memberOf(pointer, 'storageLocation') !== 'storage')
    return undefined
  const struct = structOf(pointer, code)
  if (struct === undefined) return undefined
  for (const { node } of code.find(declared, ['InlineAssembly'])) {
    const slot = assignedSlot(node.fields, { pointer: memberOf(pointer, 'id'), declared, code })
    const id = namespaceId(struct)
    const start = id === undefined ? undefined : namespaceStart(id)
    const place = start ?? slot
    if (place !== undefined) return { id: id ?? `0x${place.toString(16)}`, slot: place, struct }
  }
  return undefined
}

function structOf(pointer: unknown, { index }: ContractCode): Located | undefined {
  const id = memberOf(pointer, 'typeName', 'referencedDeclaration')
  const found = typeof id === 'number' ? index.node(id) : undefined
  return found?.node.nodeType === 'StructDefinition' ? found : undefined
}

/** What assembly assigns to the slot of a pointer, when that is a constant. */
function assignedSlot(
  assembly: Located['node']['fields'],
  at: { readonly pointer: unknown; readonly declared: Located; readonly code: ContractCode },
): bigint | undefined {
  const references = listOf(assembly, 'externalReferences')
  const declarationAt = (src: unknown): unknown =>
    memberOf(
      references.find((each) => memberOf(each, 'src') === src),
      'declaration',
    )
  for (const statement of listOf(assembly.AST, 'statements')) {
    const [target] = listOf(statement, 'variableNames')
    if (declarationAt(memberOf(target, 'src')) !== at.pointer) continue
    const value = memberOf(statement, 'value')
    if (memberOf(value, 'nodeType') === 'YulLiteral') return BigInt(textOf(value, 'value'))
    return constantOf(declarationAt(memberOf(value, 'src')), at)
  }
  return undefined
}

/** Of a constant, or of a local variable that is declared with one. */
function constantOf(
  id: unknown,
  { declared, code }: { readonly declared: Located; readonly code: ContractCode },
): bigint | undefined {
  const { index } = code
  const variable = typeof id === 'number' ? index.node(id)?.node : undefined
  const statements = [...code.find(declared, ['VariableDeclarationStatement'])]
  const local = statements.find(({ node }) =>
    listOf(node.fields, 'declarations').some((each) => memberOf(each, 'id') === id),
  )
  const expression = variable?.fields.value ?? local?.node.fields.initialValue
  const value = evaluateConstant(expression, { index, keccak256: keccakBytes })
  if (value instanceof Uint8Array) return BigInt(`0x${Buffer.from(value).toString('hex') || '0'}`)
  return value
}
