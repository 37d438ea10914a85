/** What a {@link ScaffoldError} is made of. */
export interface ScaffoldErrorFields {
  /** Stable identity, `UPPER_SNAKE_CASE` with the package's topic first, e.g. `CONFIG_UNKNOWN_KEY`. */
  readonly code: string
  /** The headline: what happened, with the value got and the value expected. At most 100 characters where possible. */
  readonly message: string
  /** Further lines: paths tried, a source excerpt, candidates. */
  readonly details?: string | undefined
  /** What to do next, as a sentence or a command. */
  readonly hint?: string | undefined
  /** The error this one explains. */
  readonly cause?: unknown
  /** Machine-readable values of the error, for `--json` and tests. Never holds secrets. */
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

const brand = Symbol.for('scaffold-evm.error')

/**
 * Every error that scaffold itself raises. Recognise it by {@link isScaffoldError} and its `code`,
 * never by `instanceof`: several copies of this package may be installed side by side.
 *
 * `message` holds headline, details and hint, so that the error reads well wherever it is printed.
 */
export class ScaffoldError extends Error {
  readonly code: string
  readonly shortMessage: string
  readonly details: string | undefined
  readonly hint: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined

  constructor(fields: ScaffoldErrorFields) {
    const parts = [fields.message, fields.details, fields.hint]
    super(
      parts.filter((part) => part !== undefined && part !== '').join('\n'),
      fields.cause === undefined ? undefined : { cause: fields.cause },
    )
    this.name = 'ScaffoldError'
    this.code = fields.code
    this.shortMessage = fields.message
    this.details = fields.details
    this.hint = fields.hint
    this.data = fields.data
    Object.defineProperty(this, brand, { value: true })
  }
}

/** Whether `error` is a {@link ScaffoldError}, and has `code` when one is given. */
export function isScaffoldError(error: unknown, code?: string): error is ScaffoldError {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false
  return code === undefined || ('code' in error && error.code === code)
}

/** The human text of anything that was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error) return error.message
  return typeof error === 'string' ? error : String(error)
}
