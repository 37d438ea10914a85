/** Where an expression is evaluated. */
export interface EvaluationSite {
  /** Index of the call whose names it sees. */
  readonly call: number
  /** Where that call is: a step of its own. */
  readonly step: number
  /** The step whose storage counts; of a call that waits for another, a later one. */
  readonly now: number
}
