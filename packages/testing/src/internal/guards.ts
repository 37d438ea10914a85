/** Whether `value` is an object whose properties may be looked at. */
export function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}

/** Whether `value` is a function that may be called with anything. */
export function isCallable(value: unknown): value is (...args: readonly unknown[]) => unknown {
  return typeof value === 'function'
}

/** Whether `value` has a method called `name`. */
export function hasMethod<Name extends string>(
  value: unknown,
  name: Name,
): value is Record<Name, (...args: readonly unknown[]) => unknown> {
  return (
    (isRecord(value) || typeof value === 'function') &&
    typeof Reflect.get(value, name) === 'function'
  )
}
