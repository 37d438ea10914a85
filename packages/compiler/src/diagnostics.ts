import { findLegacyPlaces } from './internal/diagnostics/legacy-message.js'
import { SourceTexts } from './internal/diagnostics/source-text.js'
import { explainStackTooDeep, isStackTooDeep } from './internal/diagnostics/stack-too-deep.js'
import type { SolcError, SolcLocation } from './standard-json.js'

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
  /** The line of source the range begins on. */
  readonly text: string
}

/** Where else an error has to do with something, and how. */
export interface SecondaryLocation {
  readonly message: string
  /** Absent when solc names no place. */
  readonly location?: DiagnosticLocation
}

/** How much a diagnostic matters. With an error, nothing was compiled. */
export type DiagnosticSeverity = 'error' | 'warning' | 'info'

/** An error, warning or note of the compiler, with the place in the source it is about. Plain data, fit for JSON. */
export interface Diagnostic {
  readonly severity: DiagnosticSeverity
  /** solc's name of the kind, e.g. `TypeError`, `ParserError`, `CompilerError`, `Warning`. */
  readonly type: string
  /** solc's number of the error, from 0.6.8 on, e.g. `7576`. */
  readonly code?: string
  readonly message: string
  /** What to do about it, where we know better than solc. */
  readonly help?: string
  /** The file alone when solc names a file but no place in it. */
  readonly file?: string
  readonly location?: DiagnosticLocation
  readonly secondary: readonly SecondaryLocation[]
}

/** Texts of the compiled sources by source name. */
export type SourceContents = Readonly<Record<string, { readonly content: string }>>

/** solc writes some messages behind where in its own sources they come from, and without the space. */
function cleanMessage(message: string): string {
  return message
    .replace(/^(?:Internal compiler|Compiler|Unimplemented feature) error ?\([^)]*\): ?/i, '')
    .replace(/^(?:Yul exception|Unimplemented feature|Exception during compilation): ?/, '')
    .replace('version!Consider', 'version! Consider')
    .trim()
}

function locationOf(
  place: SolcLocation | undefined,
  texts: SourceTexts,
): DiagnosticLocation | undefined {
  return place === undefined || place.start < 0 ? undefined : texts.locate(place)
}

function secondaryOf(error: SolcError, texts: SourceTexts): SecondaryLocation[] {
  const places =
    error.secondarySourceLocations ?? findLegacyPlaces(error.formattedMessage ?? '', texts).slice(1)
  return places.map((place) => {
    const location = locationOf(place, texts)
    const message = (place.message ?? '').trim()
    return location === undefined ? { message } : { message, location }
  })
}

function diagnosticOf(error: SolcError, texts: SourceTexts): Diagnostic {
  const { severity, type, errorCode, formattedMessage = '' } = error
  const place = error.sourceLocation ?? findLegacyPlaces(formattedMessage, texts)[0]
  const location = locationOf(place, texts)
  const diagnostic: Diagnostic = {
    severity,
    type,
    ...(errorCode === undefined ? {} : { code: errorCode }),
    message: cleanMessage(error.message),
    ...(place === undefined ? {} : { file: place.file }),
    ...(location === undefined ? {} : { location }),
    secondary: secondaryOf(error, texts),
  }
  return isStackTooDeep(diagnostic) ? explainStackTooDeep(diagnostic, texts) : diagnostic
}

/**
 * What solc found, of any release from 0.4.11 on, with places resolved against the sources it was
 * given. Each once: workers that share the sources of a job all report the same warnings.
 */
export function diagnosticsFromSolc(
  errors: readonly SolcError[],
  sources: SourceContents,
): Diagnostic[] {
  const texts = new SourceTexts(sources)
  return uniqueDiagnostics(errors.map((error) => diagnosticOf(error, texts)))
}

function identityOf({ severity, type, code, message, file, location }: Diagnostic): string {
  return JSON.stringify([severity, type, code, message, file, location?.start, location?.end])
}

/** The same diagnostics without repetitions, in the same order. */
export function uniqueDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.filter((diagnostic) => {
    const identity = identityOf(diagnostic)
    if (seen.has(identity)) return false
    seen.add(identity)
    return true
  })
}
