import { isScaffoldError } from '@scaffold-evm/common'
import { type HardforkName, parseHardfork } from '../../src/internal/chain/hardforks.js'

/** What the official tests call some forks. */
const officialNames: Readonly<Record<string, string>> = {
  Frontier: 'chainstart',
  EIP150: 'tangerineWhistle',
  EIP158: 'spuriousDragon',
  ConstantinopleFix: 'petersburg',
}

/** Ours by the official name; undefined when the chain has no such rules. */
export function hardforkOf(officialName: string): HardforkName | undefined {
  try {
    return parseHardfork(officialNames[officialName] ?? officialName)
  } catch (error) {
    if (isScaffoldError(error, 'CHAIN_HARDFORK_UNKNOWN')) return undefined
    throw error
  }
}
