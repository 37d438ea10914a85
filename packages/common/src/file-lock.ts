import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ScaffoldError } from './error.js'

/** How a lock is waited for. */
export interface FileLockOptions {
  /** How long to wait for another holder, in milliseconds; 0 fails at once. @default 60_000 */
  readonly timeoutMs?: number
  /** What is being guarded, for the error text, e.g. `migrations of network sepolia`. */
  readonly purpose: string
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined
}

interface Holder {
  readonly pid: number
  readonly host: string
  readonly token: string
  /** When it began, in the system's own count: another process may have its number since. Only where the system tells. */
  readonly begun?: string | undefined
}

/** Locks that this process has. */
const heldTokens = new Set<string>()

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/** What Linux tells of a process; undefined elsewhere, and of none. */
async function processFacts(
  pid: number | 'self',
): Promise<{ readonly state: string; readonly begun: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // Its name, which comes second, may have spaces and brackets.
  const [state, ...rest] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? []
  const begun = rest[18]
  return state === undefined || begun === undefined ? undefined : { state, begun }
}

async function isRunning({ pid, begun }: Holder): Promise<boolean> {
  if (!isSignalable(pid)) return false
  const facts = await processFacts(pid)
  if (facts === undefined) return true
  // One that was killed is there until its parent asks for how it ended, which it may never do.
  const hasEnded = facts.state === 'Z' || facts.state === 'X'
  return !hasEnded && (begun === undefined || begun === facts.begun)
}

/** In a container every run may have the same number: one that has ours and is not ours has ended. */
async function isAlive(holder: Holder): Promise<boolean> {
  return holder.pid === process.pid ? heldTokens.has(holder.token) : isRunning(holder)
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'token' in value &&
    typeof value.token === 'string'
  )
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isHolder(holder) ? holder : undefined
  } catch {
    // Gone, or half written by a process that died there: the age of the file decides.
    return undefined
  }
}

async function isStale(path: string, holder: Holder | undefined): Promise<boolean> {
  if (holder !== undefined) return holder.host === hostname() && !(await isAlive(holder))
  try {
    return Date.now() - (await stat(path)).mtimeMs > 5_000
  } catch {
    return false
  }
}

/**
 * Makes the lock file with its content at once, by a second name for a file that is complete: a process
 * that is killed in between must not leave one that says nothing of its holder.
 */
async function tryAcquire(path: string, token: string): Promise<boolean> {
  const { begun } = (await processFacts('self')) ?? {}
  const holder: Holder = { pid: process.pid, host: hostname(), token, begun }
  const content = JSON.stringify(holder)
  const draft = `${path}.${token}`
  try {
    await writeFile(draft, content)
    await link(draft, path).catch((error: unknown) => {
      // Some file systems have no hard links.
      if (hasCode(error, 'EEXIST')) throw error
      return writeFile(path, content, { flag: 'wx' })
    })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Removes the lock of a holder that died, unless another process has just taken it over. */
async function removeStale(path: string, holder: Holder | undefined, token: string): Promise<void> {
  const aside = `${path}.${token}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  const moved = await readHolder(aside)
  if (moved?.token === holder?.token) await rm(aside, { force: true })
  else await rename(aside, path)
}

/**
 * Takes the lock file at `path`, and returns what gives it back. A lock whose holder no longer runs
 * on this machine is taken over.
 *
 * @throws `LOCK_HELD` when another process holds it for longer than `timeoutMs`.
 */
export async function acquireFileLock(
  path: string,
  options: FileLockOptions,
): Promise<() => Promise<void>> {
  const { timeoutMs = 60_000, signal } = options
  const token = crypto.randomUUID()
  const deadline = Date.now() + timeoutMs
  await mkdir(dirname(path), { recursive: true })
  // Before the file is there: others of this process may look at it in the next moment.
  heldTokens.add(token)
  try {
    while (!(await tryAcquire(path, token))) {
      signal?.throwIfAborted()
      const holder = await readHolder(path)
      if (await isStale(path, holder)) {
        await removeStale(path, holder, token)
        continue
      }
      if (Date.now() >= deadline) throw lockHeld(path, options.purpose, holder)
      await sleep(25)
    }
  } catch (error) {
    heldTokens.delete(token)
    throw error
  }
  return async () => {
    if ((await readHolder(path))?.token === token) await rm(path, { force: true })
    heldTokens.delete(token)
  }
}

/**
 * Runs `action` while holding the lock file at `path`, so that two processes never do it at once.
 * A lock whose holder no longer runs on this machine is taken over.
 *
 * @throws `LOCK_HELD` when another process holds it for longer than `timeoutMs`.
 */
export async function withFileLock<T>(
  path: string,
  options: FileLockOptions,
  action: () => Promise<T>,
): Promise<T> {
  const release = await acquireFileLock(path, options)
  try {
    return await action()
  } finally {
    await release()
  }
}

/** Another run is at the same work, and did not end in time. */
function lockHeld(path: string, purpose: string, holder: Holder | undefined): ScaffoldError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`
  return new ScaffoldError({
    code: 'LOCK_HELD',
    message: `Another run holds the lock for ${purpose}: ${who}`,
    hint: `Wait for it to end. If no such process runs any more, delete ${path}`,
    data: { path, pid: holder?.pid },
  })
}
