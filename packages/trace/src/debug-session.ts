import {
  type Breakpoint,
  type BreakpointRequest,
  type ChangeStop,
  type DebugStop,
  defaultStopRules,
  type StopRules,
} from './debug-stop.js'
import type { DebugScope, DebugValue } from './debug-value.js'
import { Breakpoints } from './internal/debug/breakpoints.js'
import { ChangeStops } from './internal/debug/change-stops.js'
import type { EvaluationSite } from './internal/debug/evaluation-site.js'
import { Evaluator } from './internal/debug/evaluator.js'
import { type Halt, nearest } from './internal/debug/halt.js'
import { RuledStops } from './internal/debug/ruled-stops.js'
import { nextStep } from './internal/debug/search-steps.js'
import { type Direction, stepInto, stepOut, stepOver } from './internal/debug/stepping.js'
import { storageChanges } from './internal/debug/storage-changes.js'
import type { SourceFrame, SourceTrace } from './source-trace.js'
import type { StorageChange } from './storage-change.js'

/**
 * Walks through a traced execution, in both directions: it has happened, so nothing is run again, and any step is as near as
 * any other.
 *
 * Moving returns where it came to stand and why; breakpoints and other stops on the way end it. A session begins at the first
 * statement.
 *
 * @example
 * const session = new DebugSession(await traceExecution(record, context))
 * session.addBreakpoint({ sourceName: 'Token.sol', line: 14, condition: 'amount > 10' })
 * const { reason, step } = await session.resume()
 * const { text } = await session.evaluate('balances[msg.sender]')
 */
export class DebugSession {
  readonly trace: SourceTrace
  readonly #evaluator: Evaluator
  readonly #breakpoints: Breakpoints
  readonly #changes: ChangeStops
  readonly #ruled: RuledStops
  #stop: DebugStop
  #known: { readonly step: number; readonly frames: readonly SourceFrame[] } | undefined
  #rules: StopRules = defaultStopRules

  constructor(trace: SourceTrace) {
    this.trace = trace
    let ids = 0
    const nextId = (): number => ++ids
    this.#evaluator = new Evaluator(trace)
    this.#breakpoints = new Breakpoints(trace, this.#evaluator, nextId)
    this.#changes = new ChangeStops(trace, this.#evaluator, nextId)
    this.#ruled = new RuledStops(trace)
    this.#stop = standing({ reason: 'entry', step: this.#entry })
  }

  /** Where it stands, and why. */
  get stop(): DebugStop {
    return this.#stop
  }

  get step(): number {
    return this.#stop.step
  }

  /** The functions that are running, the innermost first. */
  get frames(): readonly SourceFrame[] {
    if (this.#known?.step !== this.step) {
      this.#known = { step: this.step, frames: this.trace.frames(this.step) }
    }
    return this.#known.frames
  }

  /** To the next statement, into functions that this one calls. */
  stepInto(direction: Direction = 'forward'): Promise<DebugStop> {
    return this.#move(stepInto(this.trace, this.step, direction), direction)
  }

  /** To the next statement of this function or, when it has ended, of the one that called it. */
  stepOver(direction: Direction = 'forward'): Promise<DebugStop> {
    return this.#move(this.#beyond(stepOver, direction), direction)
  }

  /** To where this function was called from. */
  stepOut(direction: Direction = 'forward'): Promise<DebugStop> {
    return this.#move(this.#beyond(stepOut, direction), direction)
  }

  /** By so many instructions of the EVM. */
  stepInstruction(count = 1, direction: Direction = 'forward'): Promise<DebugStop> {
    const { firstStep, lastStep } = this.trace
    const goal = direction === 'forward' ? this.step + count : this.step - count
    return this.#move(goal >= firstStep && goal <= lastStep ? goal : undefined, direction)
  }

  /** To the next stop: a breakpoint, a change, what the rules say, or the end. */
  resume(direction: Direction = 'forward'): Promise<DebugStop> {
    return this.#move(undefined, direction)
  }

  /**
   * To a line, or the next below it that has a statement.
   *
   * @throws `DEBUG_SOURCE_UNKNOWN`, `DEBUG_SOURCE_AMBIGUOUS`, `DEBUG_LINE_WITHOUT_CODE`
   */
  runTo(sourceName: string, line: number, direction: Direction = 'forward'): Promise<DebugStop> {
    const steps = this.#breakpoints.stepsOfLine(sourceName, line)
    return this.#move(nextStep(steps, this.step, direction), direction)
  }

  /** To any step, whatever is on the way. */
  goTo(step: number): DebugStop {
    const { firstStep, lastStep } = this.trace
    const goal = Math.max(firstStep, Math.min(step, lastStep))
    this.#stop = standing({ reason: 'step', step: goal })
    return this.#stop
  }

  /** To the first statement. */
  goToStart(): DebugStop {
    this.#stop = standing({ reason: 'entry', step: this.#entry })
    return this.#stop
  }

  /** To the nearest failure before or after, also one that was caught. Stays when there is none. */
  goToError(direction: Direction): DebugStop {
    const step = nextStep(this.trace.errorSteps, this.step, direction)
    if (step !== undefined) this.#stop = standing({ reason: 'error', step })
    return this.#stop
  }

  get breakpoints(): readonly Breakpoint[] {
    return this.#breakpoints.all
  }

  /**
   * Stops at a line from now on or, with a message, says something there.
   *
   * @throws `DEBUG_SOURCE_UNKNOWN`, `DEBUG_SOURCE_AMBIGUOUS`, `DEBUG_LINE_WITHOUT_CODE`, `DEBUG_EXPRESSION_SYNTAX`,
   * `DEBUG_HIT_CONDITION_INVALID`
   */
  addBreakpoint(request: BreakpointRequest): Breakpoint {
    return this.#breakpoints.add(request)
  }

  /** @throws `DEBUG_BREAKPOINT_UNKNOWN` */
  removeBreakpoint(id: number): void {
    this.#breakpoints.remove(id)
  }

  get changeStops(): readonly ChangeStop[] {
    return this.#changes.all
  }

  /**
   * Stops from now on where the value of an expression is another than before. What it names are the variables in scope now;
   * those of a function are watched until it ends.
   *
   * @throws `DEBUG_EXPRESSION_SYNTAX`, `DEBUG_NAME_UNKNOWN`, `DEBUG_OPERAND_INVALID`
   */
  addChangeStop(expression: string, frame = 0): Promise<ChangeStop> {
    return this.#changes.add(expression, this.#site(frame))
  }

  /** @throws `DEBUG_BREAKPOINT_UNKNOWN` */
  removeChangeStop(id: number): void {
    this.#changes.remove(id)
  }

  get rules(): StopRules {
    return this.#rules
  }

  /** What else to stop at; what is left out stays. */
  setRules(rules: Partial<StopRules>): void {
    this.#rules = { ...this.#rules, ...rules }
  }

  /**
   * The value of an expression.
   *
   * @param frame whose names it sees: an index into {@link DebugSession.frames}
   * @throws `DEBUG_EXPRESSION_SYNTAX`, `DEBUG_NAME_UNKNOWN`, `DEBUG_OPERAND_INVALID`, each with the place in
   * the text in `data`
   */
  evaluate(expression: string, frame = 0): Promise<DebugValue> {
    return this.#evaluator.evaluate(expression, this.#site(frame))
  }

  /** The variables that a frame sees. */
  scopes(frame = 0): Promise<readonly DebugScope[]> {
    return this.#evaluator.scopes(this.#site(frame))
  }

  /** After the end no function is running, so back is to the last statement. */
  #beyond(step: typeof stepOver, direction: Direction): number | undefined {
    return (this.#stop.reason === 'end' ? stepInto : step)(this.trace, this.step, direction)
  }

  /** What is stored here otherwise than before the execution. */
  storageChanges(): Promise<readonly StorageChange[]> {
    return storageChanges(this.trace, this.step)
  }

  get #entry(): number {
    return this.trace.index.stopSteps[0] ?? this.trace.firstStep
  }

  #site(frame: number): EvaluationSite {
    const now = this.step
    const { step, call } = this.frames[frame] ?? { step: now, call: undefined }
    return { step, now, call: call ?? this.trace.callAt(step)?.index ?? 0 }
  }

  /** Towards `goal`, or to the end, unless something stops it before. */
  async #move(goal: number | undefined, direction: Direction): Promise<DebugStop> {
    const from = this.step
    const end: Halt = direction === 'forward' ? this.#end : { reason: 'start', step: this.#entry }
    const target: Halt = goal === undefined ? end : { reason: 'step', step: goal }
    const halts = [
      await this.#breakpoints.next(from, direction),
      this.#ruled.next(from, direction, this.#rules),
      target,
    ]
    const known = nearest(halts, from, direction) ?? end
    const change = await this.#changes.next(from, direction, known.step)
    const halt = change ?? known
    const said = await this.#breakpoints.messages(from, halt.step, direction)
    const { hit, problems } = await this.#breakpoints.at(halt.step)
    this.#stop = standing(halt, {
      breakpoints: hit,
      logs: said.logs,
      problems: [...said.problems, ...problems],
    })
    return this.#stop
  }

  get #end(): Halt {
    return { reason: 'end', step: Math.max(this.trace.lastStep, this.trace.firstStep) }
  }
}

function standing(
  { step, reason, changes = [], event }: Halt,
  found: Pick<DebugStop, 'breakpoints' | 'logs' | 'problems'> = {
    breakpoints: [],
    logs: [],
    problems: [],
  },
): DebugStop {
  const isHit = reason === 'step' && found.breakpoints.length > 0
  return { step, reason: isHit ? 'breakpoint' : reason, changes, event, ...found }
}
