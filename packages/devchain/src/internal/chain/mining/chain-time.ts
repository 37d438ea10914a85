import type { WorldAccess } from './world-access.js'

/** The clock of a chain, as those see it who do not make the blocks. */
export interface ChainTime {
  /** What the clock shows, seconds since the epoch. */
  readonly nowSec: bigint
  /** Seconds that it is ahead of the wall clock. */
  readonly offsetSec: bigint
  /** Moves the clock forward; returns the new offset. */
  increase(seconds: bigint): Promise<bigint>
  /** Sets the clock to an absolute time (Ganache's evm_setTime); returns the new offset. */
  set(timestampSec: bigint): Promise<bigint>
  /** The exact timestamp of the next block. @throws `CHAIN_TIMESTAMP_INVALID` unless after the head's. */
  setNext(timestampSec: bigint): Promise<void>
  /** Seconds between blocks regardless of the clock; undefined turns it off. */
  setInterval(seconds: bigint | undefined): Promise<void>
}

/** The clock of a chain in this process. */
export class LocalTime implements ChainTime {
  readonly #access: WorldAccess

  constructor(access: WorldAccess) {
    this.#access = access
  }

  get nowSec(): bigint {
    return this.#access.world().clock.nowSec
  }

  get offsetSec(): bigint {
    return this.#access.world().clock.offsetSec
  }

  increase(seconds: bigint): Promise<bigint> {
    return this.#access.change(({ clock }) => {
      clock.increase(seconds)
      return clock.offsetSec
    })
  }

  set(timestampSec: bigint): Promise<bigint> {
    return this.#access.change(({ clock }) => {
      clock.set(timestampSec)
      return clock.offsetSec
    })
  }

  setNext(timestampSec: bigint): Promise<void> {
    return this.#access.change(({ clock, ledger }) => {
      clock.assertFollows(ledger.head.timestampSec, timestampSec)
      clock.setNextTimestamp(timestampSec)
    })
  }

  setInterval(seconds: bigint | undefined): Promise<void> {
    return this.#access.change(({ clock }) => clock.setInterval(seconds))
  }
}
