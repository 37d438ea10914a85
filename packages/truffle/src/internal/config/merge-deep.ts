/** Values by name. */
export type Values = Record<string, unknown>

/** Whether a value is an object literal: instances of classes, such as providers, are not. */
export function isPlainObject(value: unknown): value is Values {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Object literals of another realm, e.g. of a module that was run in a vm, have another prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A copy of `base` with the values of `source` on top, object literals and arrays merged; neither is changed. */
export function mergeDeep(base: unknown, source: unknown): unknown {
  if (Array.isArray(source)) {
    const known: readonly unknown[] = Array.isArray(base) ? base : []
    const merged = source.map((value, index) => mergeDeep(known[index], value))
    return [...merged, ...known.slice(source.length)]
  }
  if (!isPlainObject(source)) return source
  const merged: Values = isPlainObject(base) ? { ...base } : {}
  for (const [key, value] of Object.entries(source)) {
    if (value !== undefined || !(key in merged)) merged[key] = mergeDeep(merged[key], value)
  }
  return merged
}
