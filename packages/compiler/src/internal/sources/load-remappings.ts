import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceUnreadableError } from '../../errors.js'
import { parseRemapping, parseRemappingsFile, type Remapping } from './remappings.js'

/** Where a project writes its remappings. */
export function remappingsPathOf(root: string): string {
  return join(root, 'remappings.txt')
}

/**
 * The project's remappings: those of `remappings.txt`, then those configured, which win over them.
 *
 * @throws `REMAPPING_INVALID`, or `SOURCE_UNREADABLE` when the file is there but cannot be read.
 */
export function loadRemappings(root: string, configured: readonly string[]): readonly Remapping[] {
  const texts = [
    ...parseRemappingsFile(readIfPresent(remappingsPathOf(root))),
    ...configured.map((text) => ({ text, writtenIn: 'solidity.remappings' })),
  ]
  return texts.map((text) => parseRemapping(root, text))
}

function readIfPresent(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw sourceUnreadableError({ path, cause: error })
  }
}
