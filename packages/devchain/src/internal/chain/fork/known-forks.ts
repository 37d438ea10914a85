import { type ChainConfig, Common, Holesky, Hoodi, Mainnet, Sepolia } from '@ethereumjs/common'
import { type HardforkName, isHardfork } from '../hardforks.js'

const chains: readonly ChainConfig[] = [Mainnet, Sepolia, Holesky, Hoodi]

/** Names of ethereumjs for forks that changed no rule of the EVM. */
const unchanged: Readonly<Record<string, HardforkName>> = {
  dao: 'homestead',
  mergeNetsplitBlock: 'paris',
}

/** Which hardfork a block of a well-known chain follows; undefined for all other chains. */
export class KnownForks {
  readonly #common: Common | undefined

  constructor(chainId: bigint) {
    const chain = chains.find((known) => BigInt(known.chainId) === chainId)
    this.#common = chain === undefined ? undefined : new Common({ chain })
  }

  hardforkOf(blockNumber: bigint, timestampSec: bigint): HardforkName | undefined {
    const name = this.#common?.getHardforkBy({ blockNumber, timestamp: timestampSec })
    if (name === undefined) return undefined
    return isHardfork(name) ? name : unchanged[name]
  }
}
