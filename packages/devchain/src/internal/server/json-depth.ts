/** Brackets inside each other that any request needs. Deeper ones only cost the stack of whoever reads them. */
const maxDepth = 500

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** Whether a JSON text nests deeper than any request does. */
export function isTooDeep(text: string): boolean {
  // Opening and closing takes two characters a level.
  return text.length > maxDepth * 2 && exceedsDepth(text, maxDepth)
}

function exceedsDepth(text: string, limit: number): boolean {
  let depth = 0
  let isInString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (isInString) {
      if (code === backslash) index++
      else if (code === quote) isInString = false
    } else if (code === quote) isInString = true
    else if (code === openBracket || code === openBrace) {
      if (++depth > limit) return true
    } else if (code === closeBracket || code === closeBrace) depth--
  }
  return false
}
