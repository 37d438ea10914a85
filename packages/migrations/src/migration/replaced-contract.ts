import type { CompiledContract } from '@scaffold-evm/trace'
import { annotationWords } from '../internal/layout/annotations.js'
import { documentationOf } from '../internal/unsafe/allowances.js'
import { ContractCode } from '../internal/unsafe/contract-code.js'

/**
 * The name of the contract that this one is the next version of, as its comment says:
 * `@custom:oz-upgrades-from TokenV1`. Undefined when it does not.
 *
 * @throws `UPGRADE_SOURCE_MISSING`
 */
export function replacedContract(contract: CompiledContract): string | undefined {
  const [self] = new ContractCode(contract).lineage
  return self && annotationWords(documentationOf(self.node), 'upgrades-from')[0]
}
