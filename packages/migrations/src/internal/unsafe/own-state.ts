import { type Located, memberOf, textOf } from '@scaffold-evm/trace'
import { placeOf } from '../../layout/read-storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { isAllowed } from './allowances.js'
import { type ContractCode, isConstructor, modifierNames, statementsOf } from './contract-code.js'

/** What is written to the implementation's own storage or code, where a proxy never sees it. */
export function ownState(code: ContractCode): readonly UpgradeFinding[] {
  return code.lineage.flatMap((contract) => [
    ...constructors(code, contract),
    ...code
      .members(contract, 'VariableDeclaration')
      .flatMap((variable) => variables(contract, variable)),
  ])
}

function constructors(code: ContractCode, contract: Located): readonly UpgradeFinding[] {
  if (isAllowed(contract.node, 'constructor')) return []
  return code.members(contract, 'FunctionDefinition').flatMap((declared) => {
    const { node } = declared
    const isEmpty = statementsOf(node).length === 0 && modifierNames(node).length === 0
    if (!isConstructor(node) || isEmpty || isAllowed(node, 'constructor')) return []
    const source = placeOf(declared)
    const name = textOf(contract.node.fields, 'name')
    if (onlyDisablesInitializers(declared)) {
      const message = `The constructor of ${name} only keeps others from initializing the implementation`
      return [createFinding({ code: 'constructor', severity: 'note', message, source })]
    }
    return [
      createFinding({
        code: 'constructor',
        severity: 'error',
        message: `The constructor of ${name} writes to the implementation, not to the proxy`,
        hint: 'Do it in a function with the modifier initializer, or allow it if it only disables initializers',
        source,
      }),
    ]
  })
}

/** `_disableInitializers()` alone, or the modifier `initializer` as it was done before there was that. */
function onlyDisablesInitializers({ node }: Located): boolean {
  const statements = statementsOf(node)
  const modifiers = modifierNames(node)
  if (statements.length === 0) return modifiers.length === 1 && modifiers[0] === 'initializer'
  return modifiers.length === 0 && statements.every(disablesInitializers)
}

/** Whether a statement calls `_disableInitializers()`. */
export function disablesInitializers(statement: unknown): boolean {
  const callee = memberOf(statement, 'expression', 'expression')
  const name = textOf(callee, 'name') || textOf(callee, 'memberName')
  return name === '_disableInitializers'
}

function variables(contract: Located, variable: Located): readonly UpgradeFinding[] {
  const { fields } = variable.node
  const name = textOf(fields, 'name')
  const source = placeOf(variable)
  const may = (code: 'state-variable-immutable' | 'state-variable-assignment') =>
    isAllowed(contract.node, code) || isAllowed(variable.node, code)
  if (fields.mutability === 'immutable') {
    if (may('state-variable-immutable')) return []
    return [
      createFinding({
        code: 'state-variable-immutable',
        severity: 'error',
        message: `${name} is immutable: it is in the code, so each new implementation sets it for all proxies`,
        hint: 'Make it a constant or a variable that is set by an initializer, or allow it if that is what you want',
        source,
      }),
    ]
  }
  const isSet = fields.value !== undefined && fields.value !== null
  if (fields.constant === true || !isSet || may('state-variable-assignment')) return []
  return [
    createFinding({
      code: 'state-variable-assignment',
      severity: 'error',
      message: `${name} gets its value in the constructor, so in a proxy it is zero`,
      hint: 'Set it in an initializer, or make it a constant',
      source,
    }),
  ]
}
