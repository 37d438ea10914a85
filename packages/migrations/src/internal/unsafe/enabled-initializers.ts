import { textOf } from '@scaffold-evm/trace'
import { placeOf } from '../../layout/read-storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { isAllowed } from './allowances.js'
import { type ContractCode, isConstructor, modifierNames, statementsOf } from './contract-code.js'
import { initializersOf } from './initializer-functions.js'
import { disablesInitializers } from './own-state.js'

/** An implementation that anybody may initialize for himself. */
export function enabledInitializers(code: ContractCode): readonly UpgradeFinding[] {
  const [self] = code.lineage
  if (self === undefined || self.node.fields.abstract === true) return []
  if (isAllowed(self.node, 'initializers-enabled')) return []
  const { lineage } = code
  const isInitializable = lineage.some(
    ({ node }) => textOf(node.fields, 'name') === 'Initializable',
  )
  const hasInitializer = lineage.some((contract) => initializersOf(code, contract).length > 0)
  if (!isInitializable || !hasInitializer) return []
  const constructors = lineage.flatMap((contract) =>
    code.members(contract, 'FunctionDefinition').filter(({ node }) => isConstructor(node)),
  )
  const isDisabled = constructors.some(
    ({ node }) =>
      statementsOf(node).some(disablesInitializers) || modifierNames(node).includes('initializer'),
  )
  if (isDisabled) return []
  return [
    createFinding({
      code: 'initializers-enabled',
      severity: 'warning',
      message: 'Anybody may initialize the implementation itself',
      hint: 'Add: constructor() { _disableInitializers(); }',
      source: placeOf(self),
    }),
  ]
}
