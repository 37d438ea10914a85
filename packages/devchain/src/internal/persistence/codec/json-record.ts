import { malformedRecordError } from '../../../errors/state-file.js'
import { isRecord } from '../../is-record.js'

/** A JSON object of a state file. @throws `CHAIN_STATE_RECORD_INVALID` */
export function parseRecord(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw malformedRecordError('a JSON object', 0)
  return value
}
