import { type AstNode, type Located, memberOf, textOf } from '@scaffold-evm/trace'
import { placeOf } from '../../layout/read-storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { isAllowed, isAllowedFurther } from './allowances.js'
import { type ContractCode, isConstructor } from './contract-code.js'

const dangers = {
  delegatecall: {
    type: /^t_function_bare(?:delegatecall|callcode)_/,
    instructions: ['delegatecall', 'callcode'],
    message: 'runs code of another contract in the place of this one',
    hint: 'That code may destroy or rewrite the implementation, also without a proxy. Remove it, or, when only safe code can be called, allow it',
  },
  selfdestruct: {
    type: /^t_function_selfdestruct_/,
    instructions: ['selfdestruct'],
    message: 'may destroy the implementation, and with it every proxy',
    hint: 'Remove it, or, when nobody can reach it, allow it',
  },
} as const

type Danger = keyof typeof dangers

/** Calls that give away or end a contract, in it, in what it inherits, and in the functions and libraries that they use. */
export function dangerousCalls(code: ContractCode): readonly UpgradeFinding[] {
  return (['delegatecall', 'selfdestruct'] as const).flatMap((danger) =>
    new DangerSearch(code, danger).run(),
  )
}

/** Of what is inherited, functions that nobody outside can call count only where they are called. */
type Scope = 'own' | 'inherited'

class DangerSearch {
  readonly #code: ContractCode
  readonly #danger: Danger
  readonly #seen = new Set<string>()
  readonly #found = new Map<string, UpgradeFinding>()

  constructor(code: ContractCode, danger: Danger) {
    this.#code = code
    this.#danger = danger
  }

  run(): readonly UpgradeFinding[] {
    const [self] = this.#code.lineage
    if (self !== undefined) this.#contract(self, 'own')
    return [...this.#found.values()]
  }

  #contract(contract: Located, scope: Scope): void {
    if (!this.#isFirst(contract, scope)) return
    this.#body(contract, scope)
    if (isAllowedFurther(contract.node, this.#danger)) return
    for (const { node } of this.#code.members(contract, 'InheritanceSpecifier')) {
      const id = memberOf(node.fields, 'baseName', 'referencedDeclaration')
      const base = typeof id === 'number' ? this.#code.index.node(id) : undefined
      if (base !== undefined) this.#contract(base, 'inherited')
    }
  }

  #body(root: Located, scope: Scope): void {
    const around = this.#code.contractOf(root)?.node
    const isSkipped = (allows: typeof isAllowed) => (node: AstNode) =>
      allows(node, this.#danger) || (scope === 'inherited' && isInternal(node))
    if (![root.node, around].some((node) => node && isAllowed(node, this.#danger))) {
      this.#direct(root, isSkipped(isAllowed))
    }
    if (![root.node, around].some((node) => node && isAllowedFurther(node, this.#danger))) {
      for (const call of this.#code.find(root, ['FunctionCall'], isSkipped(isAllowedFurther))) {
        const called = this.#code.called(call.node)
        if (called !== undefined && this.#isFirst(called, scope)) this.#body(called, scope)
      }
    }
  }

  #direct(root: Located, isSkipped: (node: AstNode) => boolean): void {
    const { type, instructions, message, hint } = dangers[this.#danger]
    const calls = ['FunctionCall', 'YulFunctionCall', 'InlineAssembly']
    for (const call of this.#code.find(root, calls, isSkipped)) {
      const { fields } = call.node
      const typeId = textOf(fields, 'expression', 'typeDescriptions', 'typeIdentifier')
      const instruction = textOf(fields, 'functionName', 'name')
      const text = textOf(fields, 'operations')
      const isFound =
        type.test(typeId) ||
        instructions.some((name) => name === instruction || text.includes(`${name}(`))
      if (!isFound) continue
      const source = placeOf(call)
      this.#found.set(
        source,
        createFinding({
          code: this.#danger,
          severity: 'error',
          message: `${this.#danger} ${message}`,
          hint,
          source,
        }),
      )
    }
  }

  #isFirst({ node }: Located, scope: Scope): boolean {
    const key = `${scope} ${node.id}`
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }
}

/** Constructors are called by those of the contracts that inherit. */
function isInternal(node: AstNode): boolean {
  if (node.nodeType !== 'FunctionDefinition' || isConstructor(node)) return false
  return node.fields.visibility === 'internal' || node.fields.visibility === 'private'
}
