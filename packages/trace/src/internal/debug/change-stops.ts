import { isScaffoldError } from '@scaffold-evm/common'
import type { ChangeStop, ValueChange } from '../../debug-stop.js'
import { breakpointUnknown } from '../../errors.js'
import type { SourceTrace } from '../../source-trace.js'
import { lastAtMost } from '../last-at-most.js'
import type { EvaluationSite } from './evaluation-site.js'
import type { Evaluator } from './evaluator.js'
import { type Halt, nearest } from './halt.js'
import { ObservationPlanner, type Observations } from './observations.js'
import type { Direction } from './stepping.js'

/** An expression, and where its value can be looked at. */
interface Watched {
  readonly stop: ChangeStop
  readonly observations: Observations
}

/** Expressions whose changes end a movement. */
export class ChangeStops {
  readonly #evaluator: Evaluator
  readonly #planner: ObservationPlanner
  readonly #watched = new Map<number, Watched>()
  readonly #nextId: () => number

  constructor(trace: SourceTrace, evaluator: Evaluator, nextId: () => number) {
    this.#evaluator = evaluator
    this.#planner = new ObservationPlanner(trace)
    this.#nextId = nextId
  }

  get all(): readonly ChangeStop[] {
    return [...this.#watched.values()].map(({ stop }) => stop)
  }

  async add(expression: string, site: EvaluationSite): Promise<ChangeStop> {
    await this.#evaluator.evaluate(expression, site)
    const observations = this.#planner.plan(this.#evaluator.lifetime(expression, site), site)
    const stop = { id: this.#nextId(), expression }
    this.#watched.set(stop.id, { stop, observations })
    return stop
  }

  remove(id: number): void {
    if (!this.#watched.delete(id)) throw breakpointUnknown(id, [...this.#watched.keys()])
  }

  /** The nearest change on the way from one step to another. */
  async next(from: number, direction: Direction, limit: number): Promise<Halt | undefined> {
    const halts: Halt[] = []
    for (const watched of this.#watched.values()) {
      const found = await this.#nextOf(watched, { from, limit, direction })
      if (found) halts.push({ reason: 'change', step: found.step, changes: [found.change] })
    }
    const first = nearest(halts, from, direction)
    const together = halts.filter(({ step }) => step === first?.step)
    return first && { ...first, changes: together.flatMap(({ changes = [] }) => changes) }
  }

  async #nextOf(
    { stop, observations }: Watched,
    way: { readonly from: number; readonly limit: number; readonly direction: Direction },
  ): Promise<{ readonly step: number; readonly change: ValueChange } | undefined> {
    const { from, limit, direction } = way
    const { steps } = observations
    const move = direction === 'forward' ? 1 : -1
    let at = lastAtMost(steps, from)
    let known = await this.#textAt(stop.expression, observations, at)
    for (let next = at + move; next >= 0 && next < steps.length; next += move) {
      const step = steps[next] ?? 0
      if (direction === 'forward' ? step > limit : step < limit) return undefined
      const [earlier, later] = move === 1 ? [at, next] : [next, at]
      at = next
      if (known !== undefined && !observations.mayDiffer(earlier, later)) continue
      const text = await this.#textAt(stop.expression, observations, next)
      if (text !== undefined && known !== undefined && text !== known) {
        const [before, after] = move === 1 ? [known, text] : [text, known]
        return { step, change: { ...stop, before, after } }
      }
      known = text ?? known
    }
    return undefined
  }

  /** Undefined where it has no value. */
  async #textAt(
    expression: string,
    { steps, callAt }: Observations,
    index: number,
  ): Promise<string | undefined> {
    const step = steps[index]
    if (step === undefined) return undefined
    try {
      return (await this.#evaluator.evaluate(expression, { step, now: step, call: callAt(index) }))
        .text
    } catch (error) {
      if (isScaffoldError(error)) return undefined
      throw error
    }
  }
}
