import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { sourceChangedError, sourceNotUtf8Error, sourceUnreadableError } from '../../errors.js'
import {
  isSameSignature,
  lastingSignature,
  noSignature,
  readSignature,
  type Signature,
} from '../files/signature.js'
import { sha256 } from '../hash.js'
import type { Located } from './import.js'
import { type Scan, scanSolidity } from './scan.js'

/** A source as it is on disk. */
export interface SourceFile extends Located {
  readonly language: 'Solidity' | 'Yul'
  /**
   * Of a source that is known from before, read when it is first asked for.
   *
   * @throws `SOURCE_CHANGED` when it is not the content of that hash any more.
   */
  readonly content: string
  /** SHA-256 of the bytes. */
  readonly hash: string
  readonly signature: Signature
  readonly scan: Scan
}

/** What is remembered of a source. */
export type KnownSource = Pick<SourceFile, 'hash' | 'signature' | 'scan'>

const nothing: Scan = { imports: [], pragmas: [], contracts: 1, libraries: 0 }

/**
 * Reads and scans one source, unless it is the one that is `known`.
 *
 * @throws `SOURCE_UNREADABLE` or `SOURCE_NOT_UTF8`.
 */
export function readSourceFile({ name, path }: Located, known?: KnownSource): SourceFile {
  const located = { name, path, language: languageOf(path) } as const
  // Taken before the content: a change in between then shows as a difference, never as none.
  const signature = readSignature(path) ?? noSignature
  if (known !== undefined && isSameSignature(signature, known.signature)) {
    return new UnreadSource(located, known)
  }
  const bytes = readBytes(path)
  if (!isUtf8(bytes)) throw sourceNotUtf8Error({ name, path })
  const content = bytes.toString('utf8')
  return {
    ...located,
    content,
    hash: sha256(bytes),
    signature: lastingSignature(signature, Date.now()),
    scan: located.language === 'Yul' ? nothing : scanSolidity(content),
  }
}

/** A source of which all is known but its text. */
class UnreadSource implements SourceFile {
  readonly name: string
  readonly path: string
  readonly language: SourceFile['language']
  readonly hash: string
  readonly signature: Signature
  readonly scan: Scan
  #content: string | undefined

  constructor(
    { name, path, language }: Located & Pick<SourceFile, 'language'>,
    known: KnownSource,
  ) {
    this.name = name
    this.path = path
    this.language = language
    this.hash = known.hash
    this.signature = known.signature
    this.scan = known.scan
  }

  get content(): string {
    this.#content ??= this.#read()
    return this.#content
  }

  #read(): string {
    const bytes = readBytes(this.path)
    if (sha256(bytes) !== this.hash) throw sourceChangedError(this)
    return bytes.toString('utf8')
  }
}

function languageOf(path: string): SourceFile['language'] {
  return path.endsWith('.yul') ? 'Yul' : 'Solidity'
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw sourceUnreadableError({ path, cause: error })
  }
}
