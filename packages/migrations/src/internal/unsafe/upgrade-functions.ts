import type { CompiledContract } from '@scaffold-evm/trace'
import { placeOf } from '../../layout/read-storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { isAllowed } from './allowances.js'
import type { ContractCode } from './contract-code.js'

const signatures = ['upgradeTo(address)', 'upgradeToAndCall(address,bytes)']

/** Whether a contract has what a UUPS proxy is upgraded with. */
export function canUpgradeItself({ artifact }: CompiledContract): boolean {
  return artifact.abi.some(({ type, name, inputs = [] }) => {
    const signature = `${name}(${inputs.map((input) => input.type).join(',')})`
    return type === 'function' && signatures.includes(signature)
  })
}

/** A UUPS proxy has no other way to be upgraded. */
export function missingUpgradeFunction(code: ContractCode): readonly UpgradeFinding[] {
  const [self] = code.lineage
  if (self === undefined || canUpgradeItself(code.compiled)) return []
  if (isAllowed(self.node, 'missing-public-upgradeto')) return []
  return [
    createFinding({
      code: 'missing-public-upgradeto',
      severity: 'error',
      message: 'There is no public upgradeToAndCall: behind a UUPS proxy this version is the last',
      hint: "Inherit from OpenZeppelin's UUPSUpgradeable, and say in _authorizeUpgrade who may upgrade",
      source: placeOf(self),
    }),
  ]
}
