import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

// build/test/internal/state is six folders below the root of the project.
const projectRoot = fileURLToPath(new URL('../../../../../..', import.meta.url))

/** Where the official vectors are: `$SCAFFOLD_VECTORS`, or `shared/data` beside the project. */
export const vectorsDirectory: string =
  process.env.SCAFFOLD_VECTORS ?? join(projectRoot, '../shared/data')

/** The JSON files of an archive whose path begins with `prefix`; undefined when it is not there. */
export function loadVectors(archive: string, prefix: string): Map<string, unknown> | undefined {
  const path = join(vectorsDirectory, 'ethereum-tests', archive)
  if (!existsSync(path)) return undefined
  const files = new Map<string, unknown>()
  for (const [name, content] of tarEntries(gunzipSync(readFileSync(path)))) {
    if (name.startsWith(prefix) && name.endsWith('.json')) {
      files.set(name.slice(prefix.length), JSON.parse(content.toString('utf8')))
    }
  }
  return files
}

function* tarEntries(tar: Buffer): Generator<[name: string, content: Buffer]> {
  for (let offset = 0; offset + 512 <= tar.length; ) {
    const name = text(tar, offset, 100)
    if (name === '') return
    const prefix = text(tar, offset + 345, 155)
    const size = Number.parseInt(text(tar, offset + 124, 12), 8)
    const start = offset + 512
    yield [prefix === '' ? name : `${prefix}/${name}`, tar.subarray(start, start + size)]
    offset = start + Math.ceil(size / 512) * 512
  }
}

function text(tar: Buffer, start: number, length: number): string {
  const field = tar.subarray(start, start + length).toString('utf8')
  const end = field.indexOf('\0')
  return end === -1 ? field : field.slice(0, end)
}
