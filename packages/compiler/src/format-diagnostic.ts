import type { Style } from '@scaffold-evm/common'
import type {
  Diagnostic,
  DiagnosticLocation,
  DiagnosticSeverity,
  SecondaryLocation,
} from './diagnostics.js'
import { excerptOf } from './internal/diagnostics/excerpt.js'

type Paint = (text: string) => string

function paintFor(severity: DiagnosticSeverity, style: Style): Paint {
  switch (severity) {
    case 'error':
      return style.red
    case 'warning':
      return style.yellow
    case 'info':
      return style.cyan
  }
}

function excerptLines(location: DiagnosticLocation, style: Style, paint: Paint): string[] {
  const { text, underline } = excerptOf(location)
  const number = String(location.line)
  const gutter = ' '.repeat(number.length)
  const bar = style.blue('|')
  return [
    `${gutter} ${bar}`,
    `${style.blue(number)} ${bar} ${text}`.trimEnd(),
    `${gutter} ${bar} ${paint(underline)}`,
  ]
}

function placeOf({ file, line, column }: DiagnosticLocation): string {
  return `${file}:${line}:${column}`
}

function headline(diagnostic: Diagnostic, style: Style, paint: Paint): string {
  const { severity, type, code, message, file, location } = diagnostic
  const place = location === undefined ? file : placeOf(location)
  // These are not about the user's code, or not certainly: the name says so.
  const kind = /^(?:Internal|Unimplemented|Fatal|JSONError|IOError|Exception)/.test(type)
    ? `${type}: `
    : ''
  const number = code === undefined ? '' : ` ${style.dim(`[${code}]`)}`
  const lead = place === undefined ? '' : `${style.bold(place)}: `
  const [first = ''] = message.split('\n')
  return `${lead}${style.bold(paint(severity))}: ${style.bold(kind + first)}${number}`
}

function noteLines({ message, location }: SecondaryLocation, style: Style): string[] {
  const note = style.cyan('note')
  if (location === undefined) return [`  ${note}: ${message}`]
  return [
    `  ${note}: ${placeOf(location)}: ${message}`,
    ...excerptLines(location, style, style.cyan).map((line) => `  ${line}`),
  ]
}

/**
 * A diagnostic as text for a terminal: `file:line:column: error: message [code]`, the line of
 * source with the place underlined, further places as notes, and what to do.
 */
export function formatDiagnostic(diagnostic: Diagnostic, style: Style): string {
  const { severity, message, help, location, secondary } = diagnostic
  const paint = paintFor(severity, style)
  const [, ...more] = message.split('\n').filter((line) => line.trim() !== '')
  return [
    headline(diagnostic, style, paint),
    ...more.map((line) => `  ${line}`),
    ...(location === undefined ? [] : excerptLines(location, style, paint)),
    ...secondary.flatMap((place) => noteLines(place, style)),
    ...(help === undefined ? [] : [`  ${style.cyan('help')}: ${help}`]),
  ].join('\n')
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

/** All diagnostics, warnings before errors so that errors stand at the end, and how many there are. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  if (diagnostics.length === 0) return ''
  const order: readonly DiagnosticSeverity[] = ['info', 'warning', 'error']
  const texts = order.flatMap((severity) =>
    diagnostics
      .filter((diagnostic) => diagnostic.severity === severity)
      .map((diagnostic) => formatDiagnostic(diagnostic, style)),
  )
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length
  const summary = [
    ...(errors > 0 ? [style.red(count(errors, 'error'))] : []),
    ...(warnings > 0 ? [style.yellow(count(warnings, 'warning'))] : []),
  ].join(', ')
  return [...texts, ...(summary === '' ? [] : [summary])].join('\n\n')
}
