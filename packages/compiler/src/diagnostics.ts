/** A range in a source, in lines and columns counted from 1; columns count characters. */
export interface DiagnosticLocation {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  /** Of the first character behind the range. */
  readonly endColumn: number
  /** In bytes of the file's UTF-8 text, as solc gives it. */
  readonly start: number
  readonly end: number
  /** The source lines that the range touches, at most {@link excerptLines} of them. */
  readonly excerpt: readonly string[]
}

/** Where else an error has to do with something, and how. */
export interface SecondaryLocation {
  readonly message: string
  /** Undefined when solc names no place. */
  readonly location?: DiagnosticLocation
}

/** How much a diagnostic matters: errors mean that nothing was compiled. */
export type DiagnosticSeverity = 'error' | 'warning' | 'info'

/** An error, warning or note of the compiler, with the place in the source it is about. */
export interface Diagnostic {
  readonly severity: DiagnosticSeverity
  /** solc's name of the kind, e.g. `TypeError`, `ParserError`, `CompilerError`, `Warning`. */
  readonly type: string
  /** solc's number of the error, from 0.6.8 on, e.g. `7576`. */
  readonly code?: string
  readonly message: string
  readonly location?: DiagnosticLocation
  readonly secondary: readonly SecondaryLocation[]
}

/** How many lines of source a location keeps. */
export const excerptLines = 4
