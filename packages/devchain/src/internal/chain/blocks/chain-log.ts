import type { Log } from '@ethereumjs/evm'

/** An event log of a mined transaction or of a simulated one. */
export interface ChainLog {
  readonly address: Uint8Array
  readonly topics: readonly Uint8Array[]
  readonly data: Uint8Array
}

/** A log of ethereumjs as ours. */
export function toChainLog([address, topics, data]: Log): ChainLog {
  return { address, topics, data }
}
