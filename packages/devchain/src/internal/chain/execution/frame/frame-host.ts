import type { EVM } from '@ethereumjs/evm'
import type { Address } from '@ethereumjs/util'
import type { StateOverlay } from '../../../state/state-overlay.js'
import type { EvmBlock } from '../evm-block.js'
import type { FrameRules } from './frame-rules.js'

/** What the frames of one transaction run in. */
export interface FrameHost {
  readonly rules: FrameRules
  readonly state: StateOverlay
  readonly journal: EVM['journal']
  readonly transientStorage: EVM['transientStorage']
  readonly block: EvmBlock
  readonly gasPrice: bigint
  /** Who signed the transaction. */
  readonly origin: Address
}
