import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes `path` hold `text`: a reader sees the old file or the new one. Missing folders are made. */
export function writeFileAtomicSync(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.${crypto.randomUUID().slice(0, 8)}.tmp`
  try {
    writeInFolder(temporary, text)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** The folder is there nearly always. */
function writeInFolder(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
