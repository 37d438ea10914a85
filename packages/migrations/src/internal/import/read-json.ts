import { readFile } from 'node:fs/promises'
import { errorMessage } from '@scaffold-evm/common'
import { importInvalidError } from '../../errors/import.js'

/** The object in a JSON file. @throws `IMPORT_INVALID`. */
export async function readJsonObject(path: string): Promise<Readonly<Record<string, unknown>>> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw importInvalidError(path, errorMessage(error))
  }
  if (!isObject(value)) throw importInvalidError(path, 'it is no object')
  return value
}

/** An object, and no array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is a text. */
export function textIn(object: unknown, key: string): string | undefined {
  const value = isObject(object) ? object[key] : undefined
  return typeof value === 'string' ? value : undefined
}
