import type { CompiledContract } from '@scaffold-evm/trace'
import { createReport } from '../internal/compare/create-report.js'
import { ContractCode } from '../internal/unsafe/contract-code.js'
import { enabledInitializers } from '../internal/unsafe/enabled-initializers.js'
import { storedFunctionPointers } from '../internal/unsafe/function-pointers.js'
import { initializers } from '../internal/unsafe/initializers.js'
import { linkedLibraries } from '../internal/unsafe/linked-libraries.js'
import { namespacePlaces } from '../internal/unsafe/namespace-places.js'
import { dangerousCalls } from '../internal/unsafe/opcodes.js'
import { ownState } from '../internal/unsafe/own-state.js'
import { canUpgradeItself, missingUpgradeFunction } from '../internal/unsafe/upgrade-functions.js'
import type { UpgradeFinding, UpgradeOptions, UpgradeReport } from './upgrade-report.js'

/**
 * Whether a contract can be behind a proxy: what it inherits, its libraries and the functions that it calls
 * are looked at, too. Comments like `@custom:oz-upgrades-unsafe-allow constructor` are followed.
 *
 * @throws `UPGRADE_SOURCE_MISSING`, `UPGRADE_ANNOTATION_INVALID`, `UPGRADE_CODE_UNKNOWN`.
 */
export function checkImplementation(
  contract: CompiledContract,
  options: UpgradeOptions = {},
): UpgradeReport {
  const { sourceName, contractName } = contract.artifact
  const name = `${sourceName}:${contractName}`
  return createReport(implementationFindings(contract, options), { contract: name, options })
}

/** What {@link checkImplementation} finds, before anything is allowed. */
export function implementationFindings(
  contract: CompiledContract,
  { kind = canUpgradeItself(contract) ? 'uups' : 'transparent' }: UpgradeOptions,
): readonly UpgradeFinding[] {
  const code = new ContractCode(contract)
  return [
    ...namespacePlaces(code),
    ...ownState(code),
    ...dangerousCalls(code),
    ...linkedLibraries(code),
    ...storedFunctionPointers(code),
    ...(kind === 'uups' ? missingUpgradeFunction(code) : []),
    ...initializers(code),
    ...enabledInitializers(code),
  ]
}
