import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { withFileLock, writeFileAtomic } from '@scaffold-evm/common'
import { solcFileInvalidError } from '../../solc-errors.js'
import type { PackedSolc } from './npm-pack.js'
import type { SolcRelease } from './solc.js'

/** What is written beside a cached soljson.js. */
interface CacheMeta {
  readonly version: string
  readonly longVersion: string
  /** Of soljson.js, hexadecimal. */
  readonly sha256: string
  /** npm's integrity of the tarball it came in. */
  readonly integrity: string
  readonly sizeBytes: number
  /** When a file with this size and time was last found to have that hash. */
  readonly mtimeMs: number
}

function isMeta(value: unknown): value is CacheMeta {
  if (typeof value !== 'object' || value === null) return false
  const texts = ['version', 'longVersion', 'sha256', 'integrity']
  const numbers = ['sizeBytes', 'mtimeMs']
  return (
    texts.every((name) => typeof Reflect.get(value, name) === 'string') &&
    numbers.every((name) => typeof Reflect.get(value, name) === 'number')
  )
}

async function readMeta(folder: string): Promise<CacheMeta | undefined> {
  try {
    const meta: unknown = JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8'))
    return isMeta(meta) ? meta : undefined
  } catch {
    // Missing or half written: the entry does not count.
    return undefined
  }
}

function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function writeMeta(folder: string, meta: CacheMeta): Promise<void> {
  await writeFileAtomic(join(folder, 'meta.json'), `${JSON.stringify(meta, undefined, 2)}\n`)
}

/**
 * Hashes only a file whose size or time is not the recorded one, as after a CI cache was restored;
 * 10 MB cost some 20 ms. What was found intact is recorded, so that it is hashed once.
 */
async function isIntact(folder: string, path: string, meta: CacheMeta): Promise<boolean> {
  try {
    const { size, mtimeMs } = await stat(path)
    if (size !== meta.sizeBytes) return false
    if (mtimeMs === meta.mtimeMs) return true
    if (sha256Of(await readFile(path)) !== meta.sha256) return false
    await writeMeta(folder, { ...meta, mtimeMs }).catch(ignoreReadOnly)
    return true
  } catch {
    return false
  }
}

/** A cache that cannot be written to still serves. */
function ignoreReadOnly(): void {}

/** How a missing entry is made. */
export interface SolcFetch {
  readonly fetch: () => Promise<PackedSolc>
  /** The long version of the compiler at a path. */
  readonly identify: (path: string) => Promise<string>
  readonly signal?: AbortSignal | undefined
}

/** Compilers of this user: `<folder>/<version>/soljson.js` with `meta.json`. */
export class SolcCache {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The intact entry of `version`, or undefined. */
  async find(version: string): Promise<SolcRelease | undefined> {
    const folder = join(this.#folder, version)
    const path = join(folder, 'soljson.js')
    const meta = await readMeta(folder)
    if (meta === undefined || meta.version !== version || !(await isIntact(folder, path, meta))) {
      return undefined
    }
    return { version, longVersion: meta.longVersion, path, source: 'cache' }
  }

  /** All intact entries. */
  async list(): Promise<SolcRelease[]> {
    const entries = await readdir(this.#folder).catch((): string[] => [])
    const found = await Promise.all(entries.sort().map((version) => this.find(version)))
    return found.filter((release) => release !== undefined)
  }

  /**
   * The entry of `version`, made by `fetch` when there is no intact one. Of several processes that
   * want it at once, one fetches and the others wait.
   */
  async findOrFetch(version: string, how: SolcFetch): Promise<SolcRelease> {
    const folder = join(this.#folder, version)
    const lock = join(this.#folder, `${version}.lock`)
    const options = { purpose: `fetching solc ${version}`, timeoutMs: 300_000, signal: how.signal }
    return withFileLock(lock, options, async () => {
      const existing = await this.find(version)
      if (existing !== undefined) return existing
      const { soljson, integrity } = await how.fetch()
      const path = join(folder, 'soljson.js')
      await writeFileAtomic(path, soljson)
      const longVersion = await how.identify(path)
      if (!longVersion.startsWith(`${version}+`)) {
        throw solcFileInvalidError({
          path,
          reason: `expected solc ${version}, it is ${longVersion}`,
        })
      }
      const { size: sizeBytes, mtimeMs } = await stat(path)
      const sha256 = sha256Of(soljson)
      await writeMeta(folder, { version, longVersion, sha256, integrity, sizeBytes, mtimeMs })
      return { version, longVersion, path, source: 'cache' }
    })
  }
}
