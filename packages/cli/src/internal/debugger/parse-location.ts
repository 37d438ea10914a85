import { debugArgumentError } from '../../errors.js'
import type { DebugView } from './debug-view.js'

/** A line of a source. */
export interface Location {
  readonly sourceName: string
  readonly line: number
}

/**
 * `14`, `Token.sol:14`, `+2` and `-2` from the current line; nothing is the current line.
 *
 * @throws `DEBUG_ARGUMENT_INVALID`
 */
export function parseLocation({ frame }: DebugView, text: string): Location {
  const match = /^(?:(.+):)?([+-]?)(\d{1,9})$/.exec(text.trim())
  const place = frame?.place
  if (match === null && text.trim() !== '') {
    throw debugArgumentError('a line, e.g. 14, Token.sol:14 or +2', text)
  }
  const [, file, sign = '', digits = '0'] = match ?? []
  const sourceName = file ?? place?.sourceName
  if (sourceName === undefined || (place === undefined && (sign !== '' || match === null))) {
    throw debugArgumentError('a file and a line, since there is no source here', text)
  }
  const here = place?.line ?? 1
  if (match === null) return { sourceName, line: here }
  const count = Number(digits)
  const line = sign === '' ? count : sign === '+' ? here + count : here - count
  return { sourceName, line: Math.max(1, line) }
}
