import { isUnreadMember } from '../artifacts/lazy-artifact.js'
import type { ContractClass } from './contract-class.js'

interface AstNode {
  readonly nodeType?: string
  readonly name?: string
  readonly nodes?: readonly AstNode[]
  readonly members?: readonly AstNode[]
}

/** The enums that a contract declares itself: `Box.enums`, and each as `Box.Color` unless the name is taken. */
export function defineEnums(contract: ContractClass): void {
  const enums = mayDeclareEnums(contract)
    ? enumsOf(contract._json['ast'] as AstNode | undefined, contract.contractName)
    : {}
  if (enums === undefined) return
  contract['enums'] = enums
  for (const [name, members] of Object.entries(enums)) {
    if (!(name in contract)) contract[name] = members
  }
}

/** The syntax tree is large: of a source without the word it need not be read. */
function mayDeclareEnums({ _json: json }: ContractClass): boolean {
  const source: unknown = json['source']
  return !isUnreadMember(json, 'ast') || typeof source !== 'string' || /\benum\b/.test(source)
}

function enumsOf(
  ast: AstNode | undefined,
  contractName: string,
): Record<string, Record<string, number>> | undefined {
  if (ast?.nodeType !== 'SourceUnit') return undefined
  const declaration = ast.nodes?.find(
    ({ nodeType, name }) => nodeType === 'ContractDefinition' && name === contractName,
  )
  if (declaration === undefined) return undefined
  const definitions = (declaration.nodes ?? []).filter(
    ({ nodeType }) => nodeType === 'EnumDefinition',
  )
  return Object.fromEntries(definitions.map((node) => [node.name ?? '', membersOf(node)]))
}

function membersOf({ members = [] }: AstNode): Record<string, number> {
  return Object.fromEntries(members.map(({ name = '' }, index) => [name, index]))
}
