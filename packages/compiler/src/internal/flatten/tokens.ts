/** A piece of Solidity: all pieces of a file joined are the file. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'word' | 'space' | 'other'
  readonly text: string
}

const pattern =
  /(?<comment>\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?)|(?<word>[A-Za-z_$][\w$]*)|(?<space>\s+)|\d[\w.]*|[\s\S]/g

function kindOf(groups: Readonly<Record<string, string | undefined>>): Token['kind'] {
  if (groups.comment !== undefined) return 'comment'
  if (groups.string !== undefined) return 'string'
  if (groups.word !== undefined) return 'word'
  return groups.space === undefined ? 'other' : 'space'
}

/** Takes a file apart. Anything malformed ends up in pieces that solc complains about later. */
export function tokenize(source: string): Token[] {
  return [...source.matchAll(pattern)].map((match) => ({
    kind: kindOf(match.groups ?? {}),
    text: match[0],
  }))
}

/** Whether a token means something to the compiler. */
export function isCode({ kind }: Token): boolean {
  return kind !== 'comment' && kind !== 'space'
}
