import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isHex, writeFileAtomic } from '@scaffold-evm/common'

/** More files than that in one folder become one. */
const mostSegments = 8

/** So many new answers are worth a file of their own. */
const segmentSize = 500

/** How long what is new waits for more, in milliseconds. */
const restMs = 1_000

/** A block of a remote chain, by what cannot be mistaken. */
export interface CachedBlock {
  readonly chainId: bigint
  readonly number: bigint
  /** Hex. */
  readonly hash: string
}

/**
 * What a remote chain answered about the past up to one block, on the disk: in a folder of that chain
 * and that block's hash, so that no reorganised or other chain is mistaken for it. Answers are written
 * in files of their own, whole or not at all, so that any number of processes may share the folder.
 */
export class ForkCache {
  readonly #folder: string
  readonly #answers: Map<string, unknown>
  #fresh: (readonly [string, unknown])[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  private constructor(folder: string, answers: Map<string, unknown>) {
    this.#folder = folder
    this.#answers = answers
  }

  static async open(root: string, block: CachedBlock): Promise<ForkCache> {
    const folder = join(root, block.chainId.toString(), `${block.number}-${block.hash}`)
    await mkdir(folder, { recursive: true })
    return new ForkCache(folder, await readSegments(folder))
  }

  has(key: string): boolean {
    return this.#answers.has(key)
  }

  get(key: string): unknown {
    return this.#answers.get(key)
  }

  /** Remembers an answer, and writes it soon. */
  add(key: string, answer: unknown): void {
    if (this.#answers.has(key)) return
    this.#answers.set(key, answer)
    this.#fresh.push([key, answer])
    if (this.#fresh.length >= segmentSize) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), restMs).unref()
  }

  /** Writes what is new. What cannot be written is read from the remote chain again the next time. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const fresh = this.#fresh
    this.#fresh = []
    if (fresh.length > 0) {
      const written = this.#writing.then(() => writeSegment(this.#folder, fresh))
      this.#writing = written.catch(() => undefined)
    }
    return this.#writing
  }
}

async function readSegments(folder: string): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>()
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))
  for (const name of names) {
    // Another process may have merged it away.
    const text = await readFile(join(folder, name), 'utf8').catch(() => '')
    for (const line of text.split('\n')) {
      if (line !== '') addLine(answers, line)
    }
  }
  if (names.length > mostSegments) await merge(folder, names, answers)
  return answers
}

function addLine(answers: Map<string, unknown>, line: string): void {
  try {
    const entry: unknown = JSON.parse(line)
    if (Array.isArray(entry) && typeof entry[0] === 'string') answers.set(entry[0], entry[1])
  } catch {
    // A damaged line is an answer that has to be asked for again.
  }
}

/** One file for many. Whoever reads them meanwhile finds each answer in the old or in the new. */
async function merge(
  folder: string,
  names: readonly string[],
  answers: ReadonlyMap<string, unknown>,
): Promise<void> {
  await writeSegment(folder, [...answers])
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })))
}

async function writeSegment(
  folder: string,
  entries: readonly (readonly [string, unknown])[],
): Promise<void> {
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  await writeFileAtomic(join(folder, `${crypto.randomUUID()}.jsonl`), lines)
}

/** Which block a URL once had at a number: what a fork without network goes by. */
export async function rememberBlock(root: string, url: string, block: CachedBlock): Promise<void> {
  const { chainId, number, hash } = block
  const text = JSON.stringify({ chainId: chainId.toString(), hash })
  await writeFileAtomic(endpointPath(root, url, number), text).catch(() => undefined)
}

/** What {@link rememberBlock} wrote; undefined when it did not. */
export async function recallBlock(
  root: string,
  url: string,
  number: bigint,
): Promise<CachedBlock | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(endpointPath(root, url, number), 'utf8'))
    if (typeof value !== 'object' || value === null) return undefined
    const { chainId, hash } = { chainId: undefined, hash: undefined, ...value }
    return isHex(hash) ? { chainId: BigInt(String(chainId)), number, hash } : undefined
  } catch {
    return undefined
  }
}

/** URLs have keys in them, which a cache should not show. */
function endpointPath(root: string, url: string, number: bigint): string {
  const name = createHash('sha256').update(url).digest('hex').slice(0, 32)
  return join(root, 'endpoints', name, `${number}.json`)
}
