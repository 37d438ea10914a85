import { type Located, memberOf, textOf } from '@scaffold-evm/trace'
import { placeOf } from '../../layout/read-storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { namespaceId } from '../layout/namespaces.js'
import type { ContractCode } from './contract-code.js'

/** Pointers to internal functions are places in the code, which are others after an upgrade. */
export function storedFunctionPointers(code: ContractCode): readonly UpgradeFinding[] {
  const search = new PointerSearch(code)
  for (const contract of code.lineage) {
    search.variables(code.members(contract, 'VariableDeclaration'))
    for (const struct of code.members(contract, 'StructDefinition')) {
      if (namespaceId(struct) !== undefined) search.struct(struct)
    }
  }
  return search.found
}

class PointerSearch {
  readonly found: UpgradeFinding[] = []
  readonly #code: ContractCode
  readonly #seen = new Set<number>()

  constructor(code: ContractCode) {
    this.#code = code
  }

  struct(struct: Located): void {
    if (this.#seen.has(struct.node.id)) return
    this.#seen.add(struct.node.id)
    this.variables(this.#code.members(struct, 'VariableDeclaration'))
  }

  variables(declared: readonly Located[]): void {
    for (const variable of declared) this.#type(variable.node.fields.typeName, variable)
  }

  #type(type: unknown, variable: Located): void {
    const nodeType = memberOf(type, 'nodeType')
    if (nodeType === 'FunctionTypeName' && memberOf(type, 'visibility') === 'internal') {
      this.found.push(pointerFinding(variable))
    }
    if (nodeType === 'ArrayTypeName') this.#type(memberOf(type, 'baseType'), variable)
    if (nodeType === 'Mapping') this.#type(memberOf(type, 'valueType'), variable)
    const id = memberOf(type, 'referencedDeclaration')
    const named = typeof id === 'number' ? this.#code.index.node(id) : undefined
    if (named?.node.nodeType === 'StructDefinition') this.struct(named)
  }
}

function pointerFinding(variable: Located): UpgradeFinding {
  return createFinding({
    code: 'internal-function-storage',
    severity: 'error',
    message: `${textOf(variable.node.fields, 'name')} keeps an internal function, which another version has elsewhere in its code`,
    hint: 'Store an enum or a selector instead, or set it again in each upgrade and allow it',
    source: placeOf(variable),
  })
}
