import { solcOutputInvalidError } from '../../errors.js'
import type { SolcOutput } from '../../standard-json.js'

/**
 * Reads solc's answer. Its shape is the compiler's promise; only that it is an object is checked.
 *
 * @throws `SOLC_OUTPUT_INVALID` when it is none.
 */
export function parseSolcOutput(text: string, version: string): SolcOutput {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw solcOutputInvalidError({ version, text, cause })
  }
  if (!isOutput(value)) throw solcOutputInvalidError({ version, text })
  return value
}

function isOutput(value: unknown): value is SolcOutput {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
