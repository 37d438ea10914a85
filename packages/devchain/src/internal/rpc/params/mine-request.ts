import { either, mapped, object } from './combinators.js'
import type { ParamType } from './param-type.js'
import { integer } from './scalars.js'

/** How evm_mine is asked to mine. */
export interface MineRequest {
  readonly timestampSec?: bigint | undefined
  /** @default 1n */
  readonly blocks?: bigint | undefined
}

/** A timestamp (Hardhat, Ganache 2), or Ganache's `{timestamp, blocks}`. */
export const mineRequest: ParamType<MineRequest> = either(
  'a timestamp in seconds or {timestamp, blocks}',
  mapped(integer, (timestampSec) => ({ timestampSec })),
  mapped(
    object('a timestamp in seconds or {timestamp, blocks}', {
      timestamp: integer,
      blocks: integer,
    }),
    ({ timestamp, blocks }) => ({ timestampSec: timestamp, blocks }),
  ),
)
