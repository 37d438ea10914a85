/** How one value that a client sent is read. */
export interface ParamType<T> {
  /** What is accepted, completing the sentence "expected …". */
  readonly expected: string
  /**
   * The value read.
   *
   * @throws {@link ParamMismatch}
   */
  parse(value: unknown): T
}

/** What `T` of a {@link ParamType} is. */
export type Parsed<P> = P extends ParamType<infer T> ? T : never

/** A value is not of its type. Never leaves the RPC layer: it becomes a -32602 that names the parameter. */
export class ParamMismatch extends Error {
  readonly expected: string
  readonly got: string
  /** Where inside the parameter, e.g. `.topics[1]`; empty for the parameter itself. */
  path = ''

  constructor(expected: string, value: unknown) {
    super('parameter mismatch')
    this.expected = expected
    this.got = describeValue(value)
  }
}

/** A type whose values `read` recognises, by giving anything but undefined. */
export function paramType<T>(
  expected: string,
  read: (value: unknown) => T | undefined,
): ParamType<T> {
  return {
    expected,
    parse(value) {
      const result = read(value)
      if (result === undefined) throw new ParamMismatch(expected, value)
      return result
    },
  }
}

/** Runs `read`, and lets a mismatch in it say where it was. */
export function at<T>(key: string | number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw locate(error, key)
  }
}

/** The error that came up at `key`: a mismatch says so now. */
export function locate(error: unknown, key: string | number): unknown {
  if (error instanceof ParamMismatch) {
    error.path = `${typeof key === 'number' ? `[${key}]` : `.${key}`}${error.path}`
  }
  return error
}

/** A field without which the object says nothing. */
export function requiredField<T>(value: T | undefined, key: string): T {
  if (value !== undefined) return value
  return at(key, () => {
    throw new ParamMismatch('a value', undefined)
  })
}

const shownLength = 66

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`
  if (typeof value !== 'string') return String(value)
  if (value.length <= shownLength) return JSON.stringify(value)
  return `${JSON.stringify(value.slice(0, shownLength))}… (${value.length} characters)`
}
