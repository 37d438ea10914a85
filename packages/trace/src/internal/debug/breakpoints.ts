import { isScaffoldError } from '@scaffold-evm/common'
import type { Breakpoint, BreakpointRequest, DebugStop } from '../../debug-stop.js'
import { breakpointUnknown } from '../../errors.js'
import type { SourceTrace } from '../../source-trace.js'
import { BreakpointHits, type ConditionAt } from './breakpoint-hits.js'
import type { EvaluationSite } from './evaluation-site.js'
import type { Evaluator } from './evaluator.js'
import { type Halt, nearest } from './halt.js'
import { parseHitCondition } from './hit-condition.js'
import { parseLogMessage } from './log-message.js'
import { type BoundLine, bindLine, findSource } from './source-lines.js'
import type { Direction } from './stepping.js'

/** A breakpoint that a step hits. */
interface Hit {
  readonly step: number
  readonly hits: BreakpointHits
}

/** The breakpoints of a session. */
export class Breakpoints {
  readonly #trace: SourceTrace
  readonly #evaluator: Evaluator
  readonly #hits = new Map<number, BreakpointHits>()
  readonly #nextId: () => number

  constructor(trace: SourceTrace, evaluator: Evaluator, nextId: () => number) {
    this.#trace = trace
    this.#evaluator = evaluator
    this.#nextId = nextId
  }

  get all(): readonly Breakpoint[] {
    return [...this.#hits.values()].map(({ breakpoint }) => breakpoint)
  }

  add(request: BreakpointRequest): Breakpoint {
    const { hitCondition, condition, logMessage } = request
    const bound = bindLine(findSource(this.#trace, request.sourceName), request.line)
    const counts = hitCondition === undefined ? undefined : parseHitCondition(hitCondition)
    for (const text of expressionsIn(logMessage)) this.#evaluator.check(text)
    const id = this.#nextId()
    const breakpoint = { ...request, id, sourceName: bound.tree.name, line: bound.line }
    const hits = new BreakpointHits(breakpoint, {
      lineSteps: this.#stepsOf(bound),
      condition: condition === undefined ? () => Promise.resolve(true) : this.#condition(condition),
      counts,
    })
    this.#hits.set(id, hits)
    return breakpoint
  }

  remove(id: number): void {
    if (!this.#hits.delete(id)) throw breakpointUnknown(id, [...this.#hits.keys()])
  }

  /** The steps at which the first statement of a line begins, or that of the next line that has one. */
  stepsOfLine(sourceName: string, line: number): readonly number[] {
    return this.#stepsOf(bindLine(findSource(this.#trace, sourceName), line))
  }

  /** Those that stop; those that only say something do not. */
  async next(from: number, direction: Direction): Promise<Halt | undefined> {
    const halts: Halt[] = []
    for (const hits of this.#stopping) {
      const step = await hits.next(from, direction)
      if (step !== undefined) halts.push({ reason: 'breakpoint', step })
    }
    return nearest(halts, from, direction)
  }

  /** Those that stop at a step. */
  async at(step: number): Promise<Pick<DebugStop, 'problems'> & { readonly hit: Breakpoint[] }> {
    const hit: Breakpoint[] = []
    const problems: Error[] = []
    for (const hits of this.#stopping) {
      const outcome = await hits.at(step)
      if (outcome !== false) hit.push(hits.breakpoint)
      if (outcome instanceof Error) problems.push(outcome)
    }
    return { hit, problems }
  }

  /** What is said on the way from one step to another. */
  async messages(
    from: number,
    to: number,
    direction: Direction,
  ): Promise<Pick<DebugStop, 'logs' | 'problems'>> {
    const logs: string[] = []
    const problems: Error[] = []
    for (const { step, hits } of await this.#saying(from, to, direction)) {
      try {
        logs.push(await this.#message(hits.breakpoint.logMessage ?? '', step))
      } catch (error) {
        if (!isScaffoldError(error)) throw error
        problems.push(error)
      }
    }
    return { logs, problems }
  }

  async #saying(from: number, to: number, direction: Direction): Promise<readonly Hit[]> {
    const found: Hit[] = []
    const isPast = (step: number): boolean => (direction === 'forward' ? step > to : step < to)
    for (const hits of this.#hits.values()) {
      if (hits.breakpoint.logMessage === undefined) continue
      let step = await hits.next(from, direction)
      while (step !== undefined && !isPast(step)) {
        found.push({ step, hits })
        step = await hits.next(step, direction)
      }
    }
    const sign = direction === 'forward' ? 1 : -1
    return found.sort((a, b) => sign * (a.step - b.step))
  }

  async #message(template: string, step: number): Promise<string> {
    const site = this.#siteAt(step)
    const parts: string[] = []
    for (const { kind, text } of parseLogMessage(template)) {
      parts.push(kind === 'text' ? text : (await this.#evaluator.evaluate(text, site)).text)
    }
    return parts.join('')
  }

  #siteAt(step: number): EvaluationSite {
    return { step, now: step, call: this.#trace.callAt(step)?.index ?? 0 }
  }

  get #stopping(): readonly BreakpointHits[] {
    return [...this.#hits.values()].filter(({ breakpoint }) => breakpoint.logMessage === undefined)
  }

  #condition(text: string): ConditionAt {
    this.#evaluator.check(text)
    return async (step) => {
      try {
        return await this.#evaluator.isTrue(text, this.#siteAt(step))
      } catch (error) {
        if (isScaffoldError(error)) return error
        throw error
      }
    }
  }

  #stepsOf({ tree, node }: BoundLine): readonly number[] {
    const { stopSteps, stopKinds } = this.#trace.index
    return stopSteps.filter((step, index) => {
      if (stopKinds[index] !== 'begin') return false
      const statement = this.#trace.statement(step)
      // The same source may have been compiled in several runs.
      return (
        statement?.node.start === node.start &&
        statement.node.length === node.length &&
        statement.tree.name === tree.name
      )
    })
  }
}

function expressionsIn(message = ''): readonly string[] {
  return parseLogMessage(message).flatMap(({ kind, text }) => (kind === 'text' ? [] : [text]))
}
