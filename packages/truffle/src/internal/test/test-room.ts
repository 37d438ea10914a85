import type { CleanRoom } from './clean-room.js'
import type { EventLog } from './event-log.js'
import type { TestReset } from './test-reset.js'
import type { SuiteTimeouts } from './timeouts.js'

/** What surrounds each suite and each of its tests, JavaScript's and Solidity's alike. */
export class TestRoom {
  readonly timeouts: SuiteTimeouts
  readonly #cleanRoom: CleanRoom
  readonly #events: EventLog
  readonly #showsAllEvents: boolean
  readonly #reset: TestReset | undefined

  constructor(parts: {
    readonly timeouts: SuiteTimeouts
    readonly cleanRoom: CleanRoom
    readonly events: EventLog
    /** Prints events of passing tests too. */
    readonly showsAllEvents: boolean
    /** Takes back what each test did. @default what it did stays */
    readonly reset?: TestReset | undefined
  }) {
    this.timeouts = parts.timeouts
    this.#cleanRoom = parts.cleanRoom
    this.#events = parts.events
    this.#showsAllEvents = parts.showsAllEvents
    this.#reset = parts.reset
  }

  async enter(): Promise<void> {
    await this.#cleanRoom.enter()
  }

  async startTest(): Promise<void> {
    await this.#reset?.startTest()
    await this.#events.mark()
  }

  async endTest(hasFailed: boolean): Promise<void> {
    if (hasFailed || this.#showsAllEvents) await this.#events.print()
  }
}
