function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A deeply frozen copy of plain objects and arrays. Functions and instances of classes stay what they are. */
export function frozenCopy<T>(value: T): T
export function frozenCopy(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy))
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  const copy = Object.entries(value).map(([key, item]) => [key, frozenCopy(item)])
  return Object.freeze(Object.fromEntries(copy))
}
