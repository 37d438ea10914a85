// Each part of a string in one step, as code may have megabytes.
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * `JSON.parse` that gives integers above 2^53 as their digits: genesis files have difficulties and
 * balances that a number of JavaScript cannot hold.
 *
 * @throws `SyntaxError`
 */
export function parseJsonWithBigIntegers(text: string): unknown {
  return JSON.parse(
    text.replace(stringOrNumber, (token) =>
      /^\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    ),
  )
}

/** `JSON.stringify` that writes bigints as numbers, however large. */
export function formatJsonWithBigIntegers(value: unknown): string {
  const mark = '\u0000'
  const text = JSON.stringify(
    value,
    (_, field: unknown) => (typeof field === 'bigint' ? `${mark}${field}` : field),
    2,
  )
  return text.replace(/"\\u0000(\d+)"/g, '$1')
}
