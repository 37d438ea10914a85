/** A pattern of paths: where to look, and which paths below fit. */
export interface Glob {
  /** The folder that every match lies in. */
  readonly base: string
  readonly pattern: RegExp
}

const magic = /[*?[\]{}!]|[@+]\(/

/** Whether a path is a pattern. */
export function isGlob(path: string): boolean {
  return magic.test(path)
}

/** Reads a pattern of absolute paths: `**`, `*`, `?`, `[…]` and `{a,b}`. Files whose names begin with a dot count. */
export function parseGlob(path: string): Glob {
  const parts = path.split('/')
  const first = parts.findIndex(isGlob)
  return {
    base: parts.slice(0, first).join('/') || '/',
    pattern: new RegExp(`^${translate(path)}$`),
  }
}

const tokens = /\*\*\/|\*\*|\*|\?|\[!?[^\]]+\]|[{},]|[^*?[{},]+|./g

function translate(glob: string): string {
  let depth = 0
  const texts = (glob.match(tokens) ?? []).map((token) => {
    if (token === '{') depth += 1
    if (token === '}') depth -= 1
    return translateToken(token, depth > 0)
  })
  return texts.join('')
}

function translateToken(token: string, isInBraces: boolean): string {
  switch (token) {
    case '**/':
      return '(?:[^/]*/)*'
    case '**':
      return '.*'
    case '*':
      return '[^/]*'
    case '?':
      return '[^/]'
    case '{':
      return '(?:'
    case '}':
      return ')'
    case ',':
      return isInBraces ? '|' : ','
    default:
      return token.startsWith('[') && token.length > 1
        ? token.replace(/^\[!/, '[^')
        : token.replace(/[.+^$()|\\[\]]/g, '\\$&')
  }
}
