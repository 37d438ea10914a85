/** The members of a JSON object as texts of JSON, indented as they are in the object's own text. */
export type JsonMembers = ReadonlyMap<string, string>

/**
 * Takes the text of a JSON object apart without parsing its members, if it is laid out as
 * `JSON.stringify(object, null, 2)` does it, or with a member on each line: an artifact's syntax tree is most of it, and seldom asked for.
 * Undefined for any other layout.
 */
export function splitJsonObject(text: string): JsonMembers | undefined {
  if (!text.startsWith('{\n  "')) return undefined
  const members = new Map<string, string>()
  let at = 1
  for (;;) {
    if (!text.startsWith('\n  "', at)) return undefined
    const keyEnd = text.indexOf('": ', at)
    const start = keyEnd + 3
    const end = keyEnd === -1 ? -1 : valueEnd(text, start)
    const key = text.slice(at + 4, keyEnd)
    if (end === -1 || key.includes('\\')) return undefined
    members.set(key, text.slice(start, end))
    if (text[end] !== ',') return text.startsWith('\n}', end) ? members : undefined
    at = end + 1
  }
}

/** Nothing of a member's own text is indented as little as its last bracket, and a string has no line breaks. */
function valueEnd(text: string, start: number): number {
  if (text[start + 1] === '\n') {
    const end = text.indexOf(text[start] === '[' ? '\n  ]' : '\n  }', start)
    return end === -1 ? -1 : end + 4
  }
  const lineEnd = text.indexOf('\n', start)
  return text[lineEnd - 1] === ',' ? lineEnd - 1 : lineEnd
}

/** The text of an object with these members, as `JSON.stringify(object, null, 2)` would give it. */
export function joinJsonObject(members: JsonMembers): string {
  const lines = [...members].map(([key, value]) => `  ${JSON.stringify(key)}: ${value}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`
}

/** A value as the text of a member. Undefined for what JSON leaves out. */
export function printJsonMember(value: unknown): string | undefined {
  const text: string | undefined = JSON.stringify(value, null, 2)
  return text?.replaceAll('\n', '\n  ')
}

/** As {@link printJsonMember} on one line, for files that only this program reads. */
export function printShortJsonMember(value: unknown): string | undefined {
  const text: string | undefined = JSON.stringify(value)
  return text
}
