import { formatValue, type Value } from '@scaffold-evm/trace'

/** A value so that two types that mean the same write it the same: a contract is its address, a value type what it wraps. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case 'address':
      return value.address
    case 'user-defined':
      return valueText(value.value)
    case 'enum':
      return value.member ?? String(value.value)
    default:
      return formatValue(value, { bytes: 1024 })
  }
}

/** Whether it is what untouched storage reads as. */
export function isZeroValue(value: Value): boolean {
  switch (value.kind) {
    case 'integer':
    case 'enum':
    case 'internal-function':
      return value.value === 0n
    case 'bool':
      return !value.value
    case 'address':
      return BigInt(value.address) === 0n
    case 'bytes':
      return value.bytes.every((byte) => byte === 0)
    case 'string':
      return value.length === 0n
    case 'user-defined':
      return isZeroValue(value.value)
    case 'external-function':
      return BigInt(value.address) === 0n
    default:
      return false
  }
}
