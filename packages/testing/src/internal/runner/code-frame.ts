import { readFileSync } from 'node:fs'
import { formatCodeFrame } from '@scaffold-evm/common'
import type { SourceLocation } from '../../test-report.js'

/** The lines around a place with a mark under it; undefined when the file cannot be read. */
export function codeFrame({ path, line, column }: SourceLocation): string | undefined {
  const lines = readLines(path)
  return lines && formatCodeFrame(lines, { line, column, width: 1 })
}

function readLines(path: string): string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/)
  } catch {
    return undefined
  }
}
