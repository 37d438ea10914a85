import type { StorageLayout } from './storage-layout.js'

/** A layout as JSON text with a line for each variable and type, so that a diff shows what changed. Ends without a line break. */
export function formatStorageLayout(layout: StorageLayout): string {
  const entries = Object.entries(layout).map(([key, value]) => `${quote(key)}: ${block(value)}`)
  return `{\n${indented(entries)}\n}`
}

function block(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${indented(value.map((item) => quote(item)))}\n]`
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return quote(value)
  const entries = Object.entries(value).map(([key, item]) => `${quote(key)}: ${quote(item)}`)
  return entries.length === 0 ? '{}' : `{\n${indented(entries)}\n}`
}

function quote(value: unknown): string {
  return JSON.stringify(value)
}

function indented(lines: readonly string[]): string {
  return lines.join(',\n').replace(/^/gm, '  ')
}
