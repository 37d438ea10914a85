import type { Devchain } from '../../../src/devchain.js'
import { send, useDevchain } from '../../devchain-fixture.js'

/** A chain on which what was recorded of anvil comes out alike. Its genesis was at `timestampSec`. */
export function useRecordedChain(timestampSec: number): () => Devchain {
  const chain = useDevchain({
    initialDate: new Date(timestampSec * 1_000),
    coinbase: `0x${'00'.repeat(20)}`,
    throwOnTransactionFailures: false,
  })
  before(async () => {
    // anvil gives its first block the base fee of genesis.
    await send(chain(), 'hardhat_setNextBlockBaseFeePerGas', '0x3b9aca00')
  })
  return chain
}
