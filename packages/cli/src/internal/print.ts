import type { Reporter } from '@scaffold-evm/common'

/** Prints a value as JSON on stdout; bigints become decimal strings. */
export function printJson(reporter: Reporter, value: unknown): void {
  const replacer = (_key: string, item: unknown): unknown =>
    typeof item === 'bigint' ? item.toString() : item
  reporter.line(JSON.stringify(value, replacer, 2))
}

/** `1 contract`, `12 contracts`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A duration for people: `412 ms`, `1.2 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
