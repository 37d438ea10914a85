import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type MirrorOrigin, readMirrorOrigin } from './mirrored-file.js'

/** Folders of mirrored files as they may be written in stacks and messages. */
const patterns = new Map<string, RegExp>()
const origins = new Map<string, MirrorOrigin | undefined>()
let isInstalled = false

/**
 * From now on, stacks name the original wherever they would name a file of this mirror folder. The text of a
 * stack is made when it is first read: errors that nobody prints cost nothing.
 */
export function showOriginalsOf(folder: string): void {
  // It is not there when no file could be transformed.
  if (patterns.has(folder) || !existsSync(folder)) return
  patterns.set(folder, patternOf(folder))
  if (isInstalled) return
  isInstalled = true
  const { prepareStackTrace: previous } = Error
  Error.prepareStackTrace = (error, sites) => {
    const stack: unknown = previous?.(error, sites) ?? defaultStack(error, sites)
    return typeof stack === 'string' ? withOriginals(stack) : stack
  }
}

/** A text in which places in mirrored files are replaced by where they come from. */
export function withOriginals(text: string): string {
  let result = text
  for (const pattern of patterns.values()) {
    if (!result.includes('.mjs')) return result
    result = result.replace(pattern, original)
  }
  return result
}

/** Forgets what was read of mirrored files, as they are about to change. */
export function forgetOriginals(): void {
  origins.clear()
}

function defaultStack(error: Error, sites: readonly NodeJS.CallSite[]): string {
  const head = Error.prototype.toString.call(error)
  return [head, ...sites.map((site) => `    at ${String(site)}`)].join('\n')
}

function patternOf(folder: string): RegExp {
  const folders = [...new Set([folder, realpathSync(folder)])]
  const forms = [...folders.map((path) => pathToFileURL(path).href), ...folders]
  const beginnings = forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')
  return new RegExp(`((?:${beginnings})[\\\\/][^\\n:]*?\\.mjs)(?::(\\d+)(?::(\\d+))?)?`, 'g')
}

function original(found: string, file: string, line?: string, column?: string): string {
  const path = file.startsWith('file:') ? fileURLToPath(file) : file
  const origin = originOf(path)
  if (origin === undefined) return found
  if (line === undefined) return origin.path
  const place = origin.map.originalPosition(Number(line), Number(column ?? 1))
  if (place === undefined) return origin.path
  return `${origin.path}:${place.line}${column === undefined ? '' : `:${place.column}`}`
}

function originOf(path: string): MirrorOrigin | undefined {
  if (!origins.has(path)) origins.set(path, readMirrorOrigin(path))
  return origins.get(path)
}
