import { type Stats, statSync } from 'node:fs'

/**
 * What a file looks like without being read: size, modification and change time (ms), inode. Equal
 * signatures mean an equal file; different ones mean nothing, its content has to be compared.
 */
export type Signature = readonly [size: number, mtimeMs: number, ctimeMs: number, inode: number]

/** A signature that no file has. */
export const noSignature: Signature = [-1, 0, 0, 0]

const coarseClockMs = 2_000
const fineClockMs = 50

/** The signature of the file at `path`, or undefined when there is none. */
export function readSignature(path: string): Signature | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats === undefined ? undefined : signatureOf(stats)
}

/** The signature in `stats`. */
function signatureOf(stats: Stats): Signature {
  return [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino]
}

/** Whether two signatures are of one unchanged file. */
export function isSameSignature(a: Signature, b: Signature): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3]
}

/**
 * `signature` if it can be trusted later. A file changed just before it was read may change again
 * within one tick of the disk's clock, and then look the same.
 */
export function lastingSignature(signature: Signature, nowMs: number): Signature {
  const newest = Math.max(signature[1], signature[2])
  const tickMs = newest % 1000 === 0 ? coarseClockMs : fineClockMs
  return nowMs - newest < tickMs ? noSignature : signature
}
