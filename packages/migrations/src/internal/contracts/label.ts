import type { JsonValue } from '@scaffold-evm/project'

function isAddressable(value: object): value is { readonly target: string } {
  return 'target' in value && typeof value.target === 'string'
}

/** A value as JSON keeps it: big quantities as decimal strings, contracts as their addresses. */
export function toJson(value: unknown): JsonValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object') return String(value)
  if (isAddressable(value)) return value.target
  if ('address' in value && typeof value.address === 'string') return value.address
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
}

const longest = 60

/** `Token("Gold", 1000)`, long values cut. */
export function formatCall(name: string, args: readonly unknown[]): string {
  const shown = args.map((value) => {
    const text = typeof value === 'bigint' ? String(value) : JSON.stringify(toJson(value))
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  })
  return `${name}(${shown.join(', ')})`
}
