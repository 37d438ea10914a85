import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { userStack } from '@scaffold-evm/project'

/** `migrations/02_dao.ts:7:15`: the line of the user's code that called into this package. */
export function callSite(root: string): string | undefined {
  const frame = /\(?((?:file:\/\/)?[^()\s]+):(\d+):(\d+)\)?$/
  const stack = userStack(captureStack())
  const line = stack.split('\n').find((text) => /^\s+at /.test(text))
  const [, file, row, column] = frame.exec(line ?? '') ?? []
  if (file === undefined) return undefined
  const path = file.startsWith('file:') ? fileURLToPath(file) : file
  return `${relative(root, path)}:${row}:${column}`
}

function captureStack(): Error {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 30
  const error = new Error('call site')
  Error.stackTraceLimit = limit
  return error
}
