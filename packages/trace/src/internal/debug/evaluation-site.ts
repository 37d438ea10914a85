/** Where an expression is evaluated. */
export interface EvaluationSite {
  readonly step: number
  /** Index of the call whose names it sees. */
  readonly call: number
}
