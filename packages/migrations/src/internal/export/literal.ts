/** A value as TypeScript, in single quotes, names bare where they may be. */
export function toLiteral(value: unknown, indent = ''): string {
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => `${inner}${toLiteral(item, inner)},\n`).join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    if (entries.length === 0) return '{}'
    const lines = entries.map(
      ([key, item]) => `${inner}${toKey(key)}: ${toLiteral(item, inner)},\n`,
    )
    return `{\n${lines.join('')}${indent}}`
  }
  return typeof value === 'string' ? quoted(value) : String(value)
}

function toKey(key: string): string {
  return /^(?:[A-Za-z_$][\w$]*|[1-9]\d*)$/.test(key) ? key : quoted(key)
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped}'`
}
