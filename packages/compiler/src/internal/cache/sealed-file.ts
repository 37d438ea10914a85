import { readFileSync } from 'node:fs'
import { writeFileAtomic } from '@scaffold-evm/common'
import { sha256 } from '../hash.js'

/** A value together with its format, so that a reader knows its shape. */
export interface Sealed {
  readonly format: string
}

/** Writes `value` with a seal over its text. Readers see the old file or the new one. */
export async function writeSealed(path: string, value: Sealed): Promise<void> {
  const text = JSON.stringify(value)
  await writeFileAtomic(path, `${sha256(text)}\n${text}`)
}

/**
 * Reads what {@link writeSealed} wrote. Undefined when there is nothing, or it is damaged, or of
 * another format: a cache may always be lost.
 */
export function readSealed<T extends Sealed>(path: string, format: T['format']): T | undefined {
  let file: string
  try {
    file = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  const text = file.slice(file.indexOf('\n') + 1)
  if (!file.startsWith(`${sha256(text)}\n`)) return undefined
  const value: unknown = JSON.parse(text)
  return isOfFormat<T>(value, format) ? value : undefined
}

/** The seal vouches for the shape: only this program writes under this format. */
function isOfFormat<T extends Sealed>(value: unknown, format: string): value is T {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === format
}
