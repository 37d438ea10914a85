import { responseInvalid } from '../../errors.js'
import { isRecord } from '../guards.js'
import { type Duration, duration } from './duration.js'
import { type NumberLike, toBigint, toQuantity } from './quantities.js'

/** The clock of a chain. Timestamps are Unix seconds. */
export interface Time {
  readonly duration: Duration
  /** Mines a block so many seconds after the latest one, and returns its timestamp. */
  increase(seconds: NumberLike): Promise<number>
  /** Mines a block with this timestamp. */
  increaseTo(timestamp: NumberLike | Date): Promise<void>
  /** The timestamp of the latest block. */
  latest(): Promise<number>
  /** The number of the latest block. */
  latestBlock(): Promise<number>
  /** The next block will have this timestamp; none is mined. */
  setNextBlockTimestamp(timestamp: NumberLike | Date): Promise<void>
}

/** Asks a development network. */
export type DevelopmentRequest = (method: string, ...params: unknown[]) => Promise<unknown>

/** The clock of the chain behind `request`. */
export function createTime(request: DevelopmentRequest): Time {
  const setNext = (timestamp: NumberLike | Date): Promise<unknown> =>
    request('evm_setNextBlockTimestamp', toTimestamp(timestamp))
  const mine = (): Promise<unknown> => request('hardhat_mine', '0x1', '0x1')
  const time: Time = {
    duration,
    async increase(seconds) {
      await setNext(toBigint(await time.latest()) + toBigint(seconds))
      await mine()
      return await time.latest()
    },
    async increaseTo(timestamp) {
      await setNext(timestamp)
      await mine()
    },
    async latest() {
      const block = await request('eth_getBlockByNumber', 'latest', false)
      const timestamp = isRecord(block) ? block.timestamp : undefined
      return toCount(timestamp, 'The latest block should have a timestamp')
    },
    async latestBlock() {
      return toCount(await request('eth_blockNumber'), 'The block number should be a string')
    },
    async setNextBlockTimestamp(timestamp) {
      await setNext(timestamp)
    },
  }
  return time
}

function toTimestamp(timestamp: NumberLike | Date): string {
  return toQuantity(timestamp instanceof Date ? duration.millis(timestamp.valueOf()) : timestamp)
}

function toCount(quantity: unknown, complaint: string): number {
  if (typeof quantity !== 'string') throw responseInvalid(complaint)
  return Number.parseInt(quantity, 16)
}
