import type { SolcLocation } from '../../standard-json.js'
import type { SourceTexts } from './source-text.js'

type LegacyPlace = SolcLocation & { readonly message?: string }

/** `a.sol:3:2:` at the start of a line, or behind `The previous declaration is here: `. */
const place = /^(.*?: )?([^\s:][^:]*|[A-Za-z]:[^:]*):(\d+):(\d+): ?(.*)$/

/** How far the carets below an excerpt reach: `^` or `^----^`. */
function caretLength(lines: readonly string[]): number {
  const carets = lines.find((line) => /^\s*\^-*\^?\s*$/.test(line))
  return carets?.trim().length ?? 1
}

function isMultiLine(lines: readonly string[]): boolean {
  return lines.some((line) => /Spanning multiple lines|spans across multiple lines/.test(line))
}

/**
 * The places that a message of solc 0.4 names in its text: those releases gave no structured
 * location (until 0.4.17) and no secondary ones (until 0.5.0). The first is the error's own.
 */
export function findLegacyPlaces(formattedMessage: string, texts: SourceTexts): LegacyPlace[] {
  const lines = formattedMessage.split('\n')
  const found: LegacyPlace[] = []
  for (const [index, line] of lines.entries()) {
    const [, lead = '', file = '', lineNumber, column, rest = ''] = place.exec(line) ?? []
    const text = texts.find(file)
    const lineStart = text?.lineStart(Number(lineNumber))
    if (text === undefined || lineStart === undefined) continue
    const start = lineStart + Number(column) - 1
    const next = lines.slice(index + 1, index + 4)
    const lineEnd = lineStart + Buffer.byteLength(text.lineText(Number(lineNumber)))
    const end = isMultiLine(next) ? lineEnd : Math.min(lineEnd, start + caretLength(next))
    found.push({ file, start, end, message: lead.trim() || rest.trim() })
  }
  return found
}
