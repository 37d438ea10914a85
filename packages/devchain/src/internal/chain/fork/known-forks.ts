import { type ChainConfig, Common, Holesky, Hoodi, Mainnet, Sepolia } from '@ethereumjs/common'
import { type HardforkName, isHardfork } from '../hardforks.js'

const chains: readonly ChainConfig[] = [Mainnet, Sepolia, Holesky, Hoodi]

/** Names of ethereumjs for forks that changed no rule of the EVM. */
const unchanged: Readonly<Record<string, HardforkName>> = {
  dao: 'homestead',
  mergeNetsplitBlock: 'paris',
}

/** Which hardfork a block of a well-known chain follows; undefined for all other chains, whatever id they have. */
export class KnownForks {
  readonly #common: Common | undefined

  constructor(chainId: bigint) {
    const chain = chains.find((known) => BigInt(known.chainId) === chainId)
    this.#common = chain === undefined ? undefined : new Common({ chain })
  }

  hardforkOf(blockNumber: bigint, timestampSec: bigint): HardforkName | undefined {
    const name = this.#nameOf(blockNumber, timestampSec)
    if (name === undefined) return undefined
    return isHardfork(name) ? name : unchanged[name]
  }

  #nameOf(blockNumber: bigint, timestamp: bigint): string | undefined {
    try {
      return this.#common?.getHardforkBy({ blockNumber, timestamp })
    } catch {
      // A chain for development that has the id of a public one: number and time do not go together there.
      return undefined
    }
  }
}
