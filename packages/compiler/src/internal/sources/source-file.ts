import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { sourceNotUtf8Error, sourceUnreadableError } from '../../errors.js'
import { lastingSignature, noSignature, readSignature, type Signature } from '../files/signature.js'
import { sha256 } from '../hash.js'
import type { Located } from './import.js'
import { type Scan, scanSolidity } from './scan.js'

/** A source that was read. */
export interface SourceFile extends Located {
  readonly language: 'Solidity' | 'Yul'
  readonly content: string
  /** SHA-256 of the bytes. */
  readonly hash: string
  readonly signature: Signature
  readonly scan: Scan
}

const nothing: Scan = { imports: [], pragmas: [], contracts: 1, libraries: 0 }

/**
 * Reads and scans one source.
 *
 * @throws `SOURCE_UNREADABLE` or `SOURCE_NOT_UTF8`.
 */
export function readSourceFile({ name, path }: Located): SourceFile {
  // Taken before the content: a change in between then shows as a difference, never as none.
  const signature = readSignature(path) ?? noSignature
  const bytes = readBytes(path)
  if (!isUtf8(bytes)) throw sourceNotUtf8Error({ name, path })
  const content = bytes.toString('utf8')
  const language = path.endsWith('.yul') ? 'Yul' : 'Solidity'
  return {
    name,
    path,
    language,
    content,
    hash: sha256(bytes),
    signature: lastingSignature(signature, Date.now()),
    scan: language === 'Yul' ? nothing : scanSolidity(content),
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw sourceUnreadableError({ path, cause: error })
  }
}
