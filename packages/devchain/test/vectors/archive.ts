import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { vectorsDirectory } from '../internal/state/ethereum-tests.js'

/** One file of an archive. */
export interface ArchiveEntry {
  readonly path: string
  readonly text: string
}

/** The archives of state tests. */
export const archives = ['general-state-tests', 'legacy-cancun', 'legacy-constantinople'] as const

/** The path of an archive of official tests; undefined where it is not there. */
export function findArchive(name: string): string | undefined {
  const path = join(vectorsDirectory, 'ethereum-tests', `${name}.tar.gz`)
  return existsSync(path) ? path : undefined
}

const blockBytes = 512

/** The JSON files of a tar.gz, one after the other; never more than one is in memory. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const bytes = new ByteQueue(createReadStream(file).pipe(createGunzip()))
  let longPath: string | undefined
  for (;;) {
    const header = await bytes.take(blockBytes)
    if (header === undefined || header[0] === 0) return
    const size = Number.parseInt(field(header, 124, 12), 8)
    const padded = await bytes.take(Math.ceil(size / blockBytes) * blockBytes)
    const text = padded?.toString('utf8', 0, size) ?? ''
    const type = field(header, 156, 1)
    const path = longPath ?? pathOf(header)
    longPath = longPathOf(type, text)
    if (longPath === undefined && path.endsWith('.json')) yield { path, text }
  }
}

function pathOf(header: Buffer): string {
  const prefix = field(header, 345, 155)
  const name = field(header, 0, 100)
  return prefix === '' ? name : `${prefix}/${name}`
}

/** The path of the next file, which is too long for its header, if this is an entry that says it. */
function longPathOf(type: string, text: string): string | undefined {
  if (type === 'L') return text.replace(/\0$/, '')
  return type === 'x' ? /^\d+ path=(.*)$/m.exec(text)?.[1] : undefined
}

function field(header: Buffer, start: number, length: number): string {
  const text = header.toString('utf8', start, start + length)
  const end = text.indexOf('\0')
  return end === -1 ? text : text.slice(0, end)
}

/** Takes a stream apart in pieces of any size. */
class ByteQueue {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** Undefined at the end of the stream. */
  async take(length: number): Promise<Buffer | undefined> {
    const chunks = [this.#rest]
    let size = this.#rest.length
    while (size < length) {
      const { value, done } = await this.#chunks.next()
      if (done === true) return undefined
      chunks.push(value)
      size += value.length
    }
    const all = Buffer.concat(chunks)
    this.#rest = all.subarray(length)
    return all.subarray(0, length)
  }
}
