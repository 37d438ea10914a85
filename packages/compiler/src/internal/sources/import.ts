/** A source by the name that solc knows it under, and the path it was reached at (absolute). */
export interface Located {
  readonly name: string
  readonly path: string
}

/** An import statement. */
export interface Import {
  readonly importer: Located
  readonly path: string
  /** From 1. */
  readonly line: number
}
