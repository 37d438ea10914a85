import type { EVMRunCallOpts } from '@ethereumjs/evm'
import { createZeroAddress } from '@ethereumjs/util'

/** What the EVM sees of the block that it runs in. */
export type EvmBlock = NonNullable<EVMRunCallOpts['block']>

/** Where the protocol runs code that has no business with blocks. */
export const emptyBlock: EvmBlock = {
  header: {
    number: 0n,
    coinbase: createZeroAddress(),
    timestamp: 0n,
    difficulty: 0n,
    prevRandao: new Uint8Array(32),
    gasLimit: 0n,
    getBlobGasPrice: () => undefined,
  },
}
