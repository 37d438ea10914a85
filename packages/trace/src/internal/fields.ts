/** A member of JSON; undefined where there is none. */
export function memberOf(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const key of path) at = Reflect.get(Object(at), key)
  return at
}

/** The members of a list in JSON; none when it is no list. */
export function listOf(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = memberOf(value, ...path)
  return Array.isArray(list) ? list : []
}

/** Empty when it is no text. */
export function textOf(value: unknown, ...path: readonly string[]): string {
  const text = memberOf(value, ...path)
  return typeof text === 'string' ? text : ''
}
