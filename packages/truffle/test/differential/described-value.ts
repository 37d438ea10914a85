/**
 * A value of a script as JSON: what JSON has as it is, the rest as an object with one key that begins with `$`.
 */
export type DescribedValue =
  | null
  | boolean
  | number
  | string
  | readonly DescribedValue[]
  | { readonly [name: string]: DescribedValue }

/** What turns descriptions into values of one side. */
export interface ValueMaker {
  bn(digits: string): unknown
  bigNumber(digits: string): unknown
  /** An account of the chain, or where a contract of the script lies. */
  address(name: string): string
}

/** The value that a description stands for. */
export function makeValue(described: DescribedValue, maker: ValueMaker): unknown {
  if (Array.isArray(described)) return described.map((item) => makeValue(item, maker))
  if (typeof described !== 'object' || described === null) return described
  const entries = Object.entries(described)
  const [key, content] = entries[0] ?? ['', null]
  switch (key) {
    case '$bn':
      return maker.bn(String(content))
    case '$bigNumber':
      return maker.bigNumber(String(content))
    case '$address':
      return maker.address(String(content))
    case '$undefined':
      return undefined
    case '$buffer':
      return Buffer.from(String(content), 'hex')
    default:
      return Object.fromEntries(entries.map(([name, value]) => [name, makeValue(value, maker)]))
  }
}
