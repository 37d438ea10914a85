import { flattenPragmaConflictError } from '../../flatten-errors.js'
import type { ParsedFile } from './parse-file.js'

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

/** solc takes one licence per file: all that occur, joined as SPDX joins them. */
function licenseLine(files: readonly ParsedFile[]): string[] {
  const licenses = unique(files.flatMap(({ license }) => license ?? []))
  if (licenses.length === 0) return []
  const parts = licenses.map((license) =>
    licenses.length > 1 && license.includes(' ') && !license.startsWith('(')
      ? `(${license})`
      : license,
  )
  return [`// SPDX-License-Identifier: ${parts.join(' AND ')}`]
}

/** The ABI coder may be chosen once, in either of two ways. */
function coderOf(pragma: string): string | undefined {
  if (/^experimental "?ABIEncoderV2"?$/.test(pragma)) return 'v2'
  return /^abicoder (v\d)$/.exec(pragma)?.[1]
}

function coderPragmas(files: readonly ParsedFile[]): string[] {
  const chosen = files.flatMap(({ name, pragmas }) =>
    pragmas.flatMap((pragma) => {
      const coder = coderOf(pragma)
      return coder === undefined ? [] : [{ name, pragma, coder }]
    }),
  )
  const [first] = chosen
  if (first === undefined) return []
  const other = chosen.find(({ coder }) => coder !== first.coder)
  if (other !== undefined) throw flattenPragmaConflictError({ first, second: other })
  const modern = chosen.find(({ pragma }) => pragma.startsWith('abicoder'))
  return [(modern ?? first).pragma]
}

/**
 * Licence and pragmas for the whole. Ranges of versions stay one pragma each: all must hold, and no
 * grammar needs to be merged.
 *
 * @throws `FLATTEN_PRAGMA_CONFLICT` when files ask for different ABI coders.
 */
export function flattenHeader(files: readonly ParsedFile[]): string {
  const others = files.flatMap(({ pragmas }) => pragmas).filter((one) => coderOf(one) === undefined)
  const pragmas = [...unique(others), ...coderPragmas(files)]
  return [...licenseLine(files), ...pragmas.map((pragma) => `pragma ${pragma};`)].join('\n')
}
