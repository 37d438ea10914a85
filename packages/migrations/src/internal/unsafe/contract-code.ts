import {
  type AstIndex,
  type AstNode,
  astIndexOf,
  type CompiledContract,
  type Located,
  memberOf,
  textOf,
} from '@scaffold-evm/trace'
import { layoutSourceMissingError } from '../../errors/layout.js'

/** The syntax tree of a contract and of all that it uses. */
export class ContractCode {
  readonly index: AstIndex
  readonly compiled: CompiledContract
  /** Itself first, then what it inherits from, the last in the source first. */
  readonly lineage: readonly Located[]

  /** @throws `UPGRADE_SOURCE_MISSING` */
  constructor(compiled: CompiledContract, base?: Located) {
    const { sourceName, contractName } = compiled.artifact
    this.compiled = compiled
    this.index = astIndexOf(compiled.sources)
    const self = base ?? this.index.contract(compiled.artifact)
    if (self === undefined) throw layoutSourceMissingError(`${sourceName}:${contractName}`)
    const lineage = this.index.linearized(self.node)
    this.lineage = lineage.length === 0 ? [self] : lineage
  }

  /** The same for one of the contracts that it inherits from. */
  of(contract: Located): ContractCode {
    return contract === this.lineage[0] ? this : new ContractCode(this.compiled, contract)
  }

  /** Of a type below a contract or function; what `isSkipped` is left out with all below it. */
  *find(
    root: Located,
    types: readonly string[],
    isSkipped: (node: AstNode) => boolean = () => false,
  ): Generator<Located> {
    for (const node of this.index.children(root.node)) {
      if (isSkipped(node)) continue
      const located = { ...root, node }
      if (types.includes(node.nodeType)) yield located
      yield* this.find(located, types, isSkipped)
    }
  }

  /** Directly in a contract. */
  members(contract: Located, type: string): readonly Located[] {
    return this.index
      .children(contract.node)
      .filter(({ nodeType }) => nodeType === type)
      .map((node) => ({ ...contract, node }))
  }

  /** The function that a call names; undefined for what is built in, a variable, or another kind of call. */
  called(call: AstNode): Located | undefined {
    const id = memberOf(call.fields, 'expression', 'referencedDeclaration')
    const found = typeof id === 'number' ? this.index.node(id) : undefined
    return found?.node.nodeType === 'FunctionDefinition' ? found : undefined
  }

  /** The contract around a function; undefined for one that is in none. */
  contractOf({ tree, node }: Located): Located | undefined {
    const { parent } = node
    if (parent === undefined) return undefined
    const located = { tree, node: parent }
    return parent.nodeType === 'ContractDefinition' ? located : this.contractOf(located)
  }
}

/** Before 0.4.22 a constructor is called as its contract. */
export function isConstructor({ fields, parent }: AstNode): boolean {
  if (fields.kind === 'constructor' || fields.isConstructor === true) return true
  return fields.kind === undefined && fields.name === parent?.fields.name
}

/** Names of the modifiers of a function, and of the constructors that it calls like them. */
export function modifierNames(node: AstNode): readonly string[] {
  const { modifiers } = node.fields
  if (!Array.isArray(modifiers)) return []
  return modifiers.map((modifier) => textOf(modifier, 'modifierName', 'name'))
}

/** Of a function or modifier; none when it has no body. */
export function statementsOf(node: AstNode): readonly unknown[] {
  const statements = memberOf(node.fields, 'body', 'statements')
  return Array.isArray(statements) ? statements : []
}
