import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import { solcFileInvalidError } from '../../solc-errors.js'
import { parseVersionName } from './version.js'

/** Loads a compiler to ask for its version; a second time for the same file the user's cache knows. */
async function askCompiler(path: string): Promise<string> {
  const { loadSoljson } = await import('./load-soljson.js')
  return loadSoljson(path).longVersion
}

async function fingerprintOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path)
    return createHash('sha256').update(`${path}\n${size}\n${mtimeMs}`).digest('hex').slice(0, 32)
  } catch (cause) {
    throw solcFileInvalidError({ path, reason: 'it cannot be read', cause })
  }
}

/**
 * The long version of any soljson file: from its name where it is one of the usual
 * `soljson-v0.4.24+commit.e67f0147.js`, else from the compiler itself, once per file.
 *
 * @throws `SOLC_FILE_INVALID` when the file is no compiler.
 */
export async function identifySoljson(path: string, notesFolder: string): Promise<string> {
  const named = parseVersionName(basename(path).replace(/^soljson-/, ''))?.longVersion
  const note = join(notesFolder, await fingerprintOf(path))
  if (named !== undefined) return named
  const noted = await readFile(note, 'utf8').catch(() => undefined)
  if (noted !== undefined && parseVersionName(noted)?.longVersion === noted) return noted
  const longVersion = await askCompiler(path)
  await writeFileAtomic(note, longVersion)
  return longVersion
}
