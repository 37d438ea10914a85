import { commandUsageError } from '@scaffold-evm/truffle'

/**
 * Splits a line into words like a shell: quotes hold words together, a backslash takes the next character as it is.
 *
 * @throws `TRUFFLE_COMMAND_USAGE` for a quote that is not closed
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let quote: string | undefined
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index)
    if (char === '\\' && quote !== "'") {
      index += 1
      word = (word ?? '') + line.charAt(index)
    } else if (quote !== undefined) {
      if (char === quote) quote = undefined
      else word += char
    } else if (char === '"' || char === "'") {
      quote = char
      word ??= ''
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  if (quote !== undefined) throw commandUsageError(`Error: quote with ${quote} not terminated`)
  return word === undefined ? words : [...words, word]
}
