import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { threadId } from 'node:worker_threads'
import { crc32 } from 'node:zlib'

const sumLength = 4

function checkSum(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(sumLength)
  sum.writeUInt32LE(crc32(bytes))
  return sum
}

/** What {@link writeCheckedFile} wrote, or undefined when it is missing or damaged. */
export function readCheckedFile(path: string): Buffer | undefined {
  try {
    const file = readFileSync(path)
    const bytes = file.subarray(sumLength)
    return checkSum(bytes).equals(file.subarray(0, sumLength)) ? bytes : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes a file that only saves time: with a check sum against accidents, which takes a quarter of
 * the time of a hash, and quietly not at all where nothing can be written. Whether it did.
 */
export function writeCheckedFile(path: string, bytes: Uint8Array): boolean {
  const temporary = `${path}.${process.pid}.${threadId}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, Buffer.concat([checkSum(bytes), bytes]))
    renameSync(temporary, path)
    return true
  } catch {
    removeQuietly(temporary)
    return false
  }
}

/** Where nothing can be written, nothing can be removed either. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // As said above: it only saves time.
  }
}
