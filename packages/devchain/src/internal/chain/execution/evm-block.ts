import type { EVMRunCallOpts } from '@ethereumjs/evm'

/** What the EVM sees of the block that it runs in. */
export type EvmBlock = NonNullable<EVMRunCallOpts['block']>
