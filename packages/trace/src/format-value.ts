import { bytesToDigits } from '@scaffold-evm/common'
import type { Value } from './value.js'

/** How values are written. */
export interface FormatValueOptions {
  /** So many items of an array or entries of a mapping are shown, the rest is counted. @default 10 */
  readonly items?: number
  /** So many bytes of `bytes` and characters of `string` are shown. @default 64 */
  readonly bytes?: number
}

interface Limits {
  readonly items: number
  readonly bytes: number
}

/** A value on one line, e.g. `Order({id: 7, owner: 0x00…01, tags: ["a", "b"]})`. Numbers are decimal and complete. */
export function formatValue(
  value: Value,
  { items = 10, bytes = 64 }: FormatValueOptions = {},
): string {
  return format(value, { items, bytes })
}

function format(value: Value, limits: Limits): string {
  switch (value.kind) {
    case 'integer':
    case 'bool':
      return String(value.value)
    case 'address':
      return value.type.kind === 'contract' ? `${value.type.name}(${value.address})` : value.address
    case 'bytes':
      return formatBytes(value, limits.bytes)
    case 'string':
      return formatText(value, limits.bytes)
    case 'enum':
      return value.member === undefined
        ? `${value.type.name}(${value.value})`
        : `${value.type.name}.${value.member}`
    case 'user-defined':
      return `${value.type.name}(${format(value.value, limits)})`
    case 'struct': {
      const members = value.members.map(({ name, value }) => `${name}: ${format(value, limits)}`)
      return `${value.type.name}({${members.join(', ')}})`
    }
    case 'array':
      return `[${listed(value.items, value.length, limits)}]`
    case 'mapping': {
      const shown = value.entries
        .slice(0, limits.items)
        .map(({ key, value }) => `${format(key, limits)}: ${format(value, limits)}`)
      return `{${withRest(shown, BigInt(value.entries.length - shown.length))}}`
    }
    case 'external-function':
      return `${value.signature ?? value.selector} of ${value.address}`
    case 'internal-function':
      return value.target ?? `<function at ${value.value}>`
    case 'unavailable':
      return `<${value.reason}>`
  }
}

function listed(values: readonly Value[], length: bigint, limits: Limits): string {
  const shown = values.slice(0, limits.items).map((item) => format(item, limits))
  return withRest(shown, length - BigInt(shown.length))
}

function withRest(shown: readonly string[], rest: bigint): string {
  return [...shown, ...(rest > 0n ? [`… ${rest} more`] : [])].join(', ')
}

function formatBytes(
  { bytes, length }: { readonly bytes: Uint8Array; readonly length: bigint },
  most: number,
): string {
  const shown = bytes.subarray(0, most)
  const isWhole = BigInt(shown.length) === length
  return `0x${bytesToDigits(shown)}${isWhole ? '' : `… (${length} bytes)`}`
}

function formatText(
  { bytes, length }: { readonly bytes: Uint8Array; readonly length: bigint },
  most: number,
): string {
  const text = decodeText(bytes)
  if (text === undefined) return formatBytes({ bytes, length }, most)
  const shown = [...text].slice(0, most).join('')
  const isWhole = shown === text && BigInt(bytes.length) === length
  return `${JSON.stringify(shown)}${isWhole ? '' : `… (${length} bytes)`}`
}

/** Undefined when it is not UTF-8, cut off characters at the end aside. */
function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: true,
    })
  } catch {
    return undefined
  }
}
