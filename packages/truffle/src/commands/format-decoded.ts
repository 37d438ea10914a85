import { inspect } from 'node:util'
import type { ParamType } from 'ethers'

/** Values that a function returned, for people: one by itself, several with their names. */
export function formatDecoded(types: readonly ParamType[], values: readonly unknown[]): string {
  const [first] = types
  if (types.length === 1 && first !== undefined) return formatValue(first, values[0])
  return types
    .map((type, index) => {
      const name = type.name === '' ? String(index) : type.name
      return `${name}: ${formatValue(type, values[index])}`
    })
    .join('\n')
}

function formatValue(type: ParamType, value: unknown): string {
  const { arrayChildren, components } = type
  if (arrayChildren !== null && Array.isArray(value)) {
    return `[${Array.from(value, (item) => formatValue(arrayChildren, item)).join(', ')}]`
  }
  if (components !== null && Array.isArray(value)) {
    const fields = components.map(
      (field, index) => `${field.name || index}: ${formatValue(field, value[index])}`,
    )
    return `{ ${fields.join(', ')} }`
  }
  return type.baseType === 'string' ? inspect(value) : String(value)
}
