import type { SourceTrace } from '../../source-trace.js'
import type { Variable } from '../../variable.js'
import { localsAt, stateVariablesAt } from '../../variables-at.js'
import type { EvaluationSite } from './evaluation-site.js'

/** So many lists of variables are kept. */
const mostKept = 10_000

/**
 * The variables that calls see. Where a statement begins they depend on nothing but the call and the place in the code, so
 * that conditions in loops find them at once.
 */
export class VariableCache {
  readonly #trace: SourceTrace
  readonly #locals = new Map<string, readonly Variable[]>()
  readonly #state = new Map<number, readonly Variable[]>()

  constructor(trace: SourceTrace) {
    this.#trace = trace
  }

  locals(site: EvaluationSite): readonly Variable[] {
    if (!this.#isBegin(site.step)) return this.#readLocals(site)
    const key = `${site.call} ${this.#trace.recording.pc(site.step)}`
    const known = this.#locals.get(key)
    if (known !== undefined) return known
    if (this.#locals.size >= mostKept) this.#locals.clear()
    const locals = this.#readLocals(site)
    this.#locals.set(key, locals)
    return locals
  }

  /** Those of the contract whose code runs. */
  state({ call: index, step }: EvaluationSite): readonly Variable[] {
    const call = this.#trace.calls[index]
    const known = this.#state.get(call?.frame ?? -1)
    if (known !== undefined) return known
    const moment = call && this.#trace.moment(call, step)
    const state = moment === undefined ? [] : stateVariablesAt(moment)
    this.#state.set(call?.frame ?? -1, state)
    return state
  }

  #readLocals({ call: index, step }: EvaluationSite): readonly Variable[] {
    const call = this.#trace.calls[index]
    const moment = call && this.#trace.moment(call, step)
    if (call === undefined || moment === undefined) return []
    const { functionId, firstStep } = call
    // In code that chooses a function nothing is named, and it takes long to look back for it.
    if (functionId === undefined && this.#trace.statement(step) === undefined) return []
    const entryStep = functionId === undefined ? undefined : firstStep
    return localsAt(moment, { functionId, entryStep, at: step })
  }

  #isBegin(step: number): boolean {
    const { stopSteps, stopKinds } = this.#trace.index
    const stop = this.#trace.stopUpTo(step)
    return stopSteps[stop] === step && stopKinds[stop] === 'begin'
  }
}
