import type { StopRules } from '../../debug-stop.js'
import type { SourceTrace } from '../../source-trace.js'
import { type Halt, nearest } from './halt.js'
import { nextStep } from './search-steps.js'
import type { Direction } from './stepping.js'

/** Events and failures that a session stops at. */
export class RuledStops {
  readonly #trace: SourceTrace

  constructor(trace: SourceTrace) {
    this.#trace = trace
  }

  next(from: number, direction: Direction, rules: StopRules): Halt | undefined {
    return nearest(
      [this.#nextError(from, direction, rules), this.#nextEvent(from, direction, rules)],
      from,
      direction,
    )
  }

  #nextError(from: number, direction: Direction, { errors }: StopRules): Halt | undefined {
    if (errors === 'none') return undefined
    const { failure, errorSteps } = this.#trace
    const own = failure === undefined ? [] : [failure.step]
    const step = nextStep(errors === 'all' ? errorSteps : own, from, direction)
    return step === undefined ? undefined : { reason: 'error', step }
  }

  #nextEvent(from: number, direction: Direction, { events }: StopRules): Halt | undefined {
    if (events === 'none') return undefined
    const wanted = this.#trace.events.filter(
      ({ name }) => events === 'all' || (name !== undefined && events.includes(name)),
    )
    const step = nextStep(
      wanted.map((event) => event.step),
      from,
      direction,
    )
    const event = wanted.find((candidate) => candidate.step === step)
    return step === undefined ? undefined : { reason: 'event', step, event: event?.text }
  }
}
