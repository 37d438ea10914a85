import type { ScaffoldUserConfig } from '@scaffold-evm/project'

/** The text of a `scaffold.config.ts`. */
export function formatScaffoldConfig(config: ScaffoldUserConfig): string {
  return `import { defineConfig } from 'scaffold-evm'

// Made of truffle-config.js.
export default defineConfig(${format(config, '')})
`
}

/** As people write it: names without quotes where they need none, nothing that is empty. */
function format(value: unknown, indent: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => format(item, indent)).join(', ')}]`
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return formatLiteral(value)
  const inner = `${indent}  `
  const lines = Object.entries(value)
    .filter(([, item]) => !isEmpty(item))
    .map(([key, item]) => `${inner}${formatKey(key)}: ${format(item, inner)},\n`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`
}

function formatLiteral(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function formatKey(key: string): string {
  return /^[a-zA-Z_$][\w$]*$/.test(key) ? key : formatLiteral(key)
}

function isEmpty(value: unknown): boolean {
  if (value === undefined) return true
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
