const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

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
