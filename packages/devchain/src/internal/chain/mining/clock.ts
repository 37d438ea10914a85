import { invalidTimestampError } from '../../../errors/block.js'

/** What a clock goes back to with a snapshot: what it showed, or how far it was from the wall clock. */
export type SnapshotClock = 'time' | 'offset'

/** The part of a {@link Clock} that snapshots keep. */
export interface ClockState {
  readonly offsetSec: bigint
  readonly nextTimestampSec: bigint | undefined
  readonly intervalSec: bigint | undefined
  /** What the clock showed. */
  readonly nowSec: bigint
}

/** What the time of a block will be, and what taking it does to the clock. */
export interface ClockTick {
  readonly timestampSec: bigint
  readonly offsetSec: bigint
}

/** The chain's time: the wall clock plus an offset, with overrides for the next block. */
export class Clock {
  readonly #now: () => number
  readonly #allowSameTimestamp: boolean
  readonly #snapshotClock: SnapshotClock
  #offsetSec: bigint
  #nextTimestampSec: bigint | undefined
  #intervalSec: bigint | undefined

  constructor(options: {
    /** Milliseconds since the epoch. */
    readonly now: () => number
    readonly allowSameTimestamp: boolean
    /** @default 'time' */
    readonly snapshotClock?: SnapshotClock
  }) {
    this.#now = options.now
    this.#allowSameTimestamp = options.allowSameTimestamp
    this.#snapshotClock = options.snapshotClock ?? 'time'
    this.#offsetSec = 0n
  }

  get offsetSec(): bigint {
    return this.#offsetSec
  }

  get nowSec(): bigint {
    return this.#wallSec() + this.#offsetSec
  }

  /** @throws `CHAIN_TIMESTAMP_INVALID` unless a block after one of `previousSec` may have that time */
  assertFollows(previousSec: bigint, timestampSec: bigint): void {
    const isLate = this.#allowSameTimestamp
      ? timestampSec >= previousSec
      : timestampSec > previousSec
    if (!isLate) throw invalidTimestampError(timestampSec, previousSec)
  }

  /** Moves the clock so that it now shows `timestampSec`. */
  set(timestampSec: bigint): void {
    this.#offsetSec = timestampSec - this.#wallSec()
  }

  /** The chain went back to a block of that time: the next one follows it. */
  rewind(timestampSec: bigint): void {
    this.set(timestampSec)
    this.#nextTimestampSec = undefined
  }

  increase(seconds: bigint): void {
    this.#offsetSec += seconds
  }

  setNextTimestamp(timestampSec: bigint): void {
    this.#nextTimestampSec = timestampSec
  }

  setInterval(seconds: bigint | undefined): void {
    this.#intervalSec = seconds
  }

  /** The time of a block after one of `previousSec`, unless `exactSec` says what it is. Changes nothing. */
  peek(previousSec: bigint, exactSec?: bigint): ClockTick {
    const wallSec = this.#wallSec()
    const chosen =
      exactSec ??
      this.#nextTimestampSec ??
      (this.#intervalSec === undefined ? undefined : previousSec + this.#intervalSec)
    const wanted = chosen ?? wallSec + this.#offsetSec
    const earliest = this.#allowSameTimestamp ? previousSec : previousSec + 1n
    const timestampSec = wanted < earliest ? earliest : wanted
    const isMoved = chosen !== undefined || timestampSec !== wanted
    return { timestampSec, offsetSec: isMoved ? timestampSec - wallSec : this.#offsetSec }
  }

  /** A block took the time of `tick`. */
  advance(tick: ClockTick): void {
    this.#offsetSec = tick.offsetSec
    this.#nextTimestampSec = undefined
  }

  capture(): ClockState {
    return {
      offsetSec: this.#offsetSec,
      nextTimestampSec: this.#nextTimestampSec,
      intervalSec: this.#intervalSec,
      nowSec: this.nowSec,
    }
  }

  /** Goes back to `state`. */
  restore(state: ClockState): void {
    if (this.#snapshotClock === 'offset') this.#offsetSec = state.offsetSec
    else this.set(state.nowSec)
    this.#nextTimestampSec = state.nextTimestampSec
    this.#intervalSec = state.intervalSec
  }

  #wallSec(): bigint {
    return BigInt(Math.floor(this.#now() / 1000))
  }
}
