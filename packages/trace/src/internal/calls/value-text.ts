import type { AbiArgument } from '../../abi-value.js'

/** How values are written. */
export interface ValueFormat {
  /** By address. */
  readonly names: Readonly<Record<string, string>>
  /** Whether long values are written whole, and addresses beside their names. */
  readonly isFull: boolean
}

const mostBytes = 32
const mostCharacters = 64
const mostItems = 8

/** `to: alice, amount: 5`. */
export function formatArguments(values: readonly AbiArgument[], format: ValueFormat): string {
  return values
    .map((value) => {
      const text = formatValue(value, format)
      return value.name === '' ? text : `${value.name}: ${text}`
    })
    .join(', ')
}

/** A value as one would write it in Solidity, as far as it is short. */
export function formatValue({ type, value }: AbiArgument, format: ValueFormat): string {
  if (typeof value === 'bigint') return formatNumber(value, type, format)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return formatText(type, value, format)
  if (type.endsWith(']')) return `[${formatItems(value, format)}]`
  return `{${formatArguments(value, format)}}`
}

function formatItems(items: readonly AbiArgument[], format: ValueFormat): string {
  if (format.isFull || items.length <= mostItems) return formatArguments(items, format)
  const shown = formatArguments(items.slice(0, mostItems), format)
  return `${shown}, … ${items.length - mostItems} more`
}

function formatText(type: string, value: string, format: ValueFormat): string {
  if (type === 'address') return formatAddress(value, format)
  return type === 'string' ? formatString(value, format) : formatBytes(value, format)
}

const zeroAddress = `0x${'0'.repeat(40)}`

/** The name of an address, else the address. */
export function formatAddress(address: string, { names, isFull }: ValueFormat): string {
  if (address === zeroAddress) return 'address(0)'
  const name = names[address]
  if (name === undefined) return address
  return isFull ? `${name} (${address})` : name
}

function formatString(value: string, { isFull }: ValueFormat): string {
  const characters = [...value]
  if (isFull || characters.length <= mostCharacters) return JSON.stringify(value)
  const start = JSON.stringify(`${characters.slice(0, mostCharacters).join('')}…`)
  return `${start} (${characters.length} characters)`
}

/** Bytes as hexadecimal. */
export function formatBytes(hex: string, { isFull }: Pick<ValueFormat, 'isFull'>): string {
  const size = hex.length / 2 - 1
  if (isFull || size <= mostBytes) return hex
  return `${hex.slice(0, 18)}…${hex.slice(-8)} (${size} bytes)`
}

/** `1.5e18` is exact: only zeros are left out. */
function formatNumber(value: bigint, type: string, { isFull }: ValueFormat): string {
  const digits = value.toString()
  if (isFull || digits.length < 10) return digits
  if (type === 'uint256' && value === 2n ** 256n - 1n) return 'type(uint256).max'
  const [, sign = '', first = '', rest = '', zeros = ''] = /^(-?)(\d)(\d*?)(0*)$/.exec(digits) ?? []
  if (zeros.length < 9) return digits
  return `${sign}${first}${rest === '' ? '' : `.${rest}`}e${rest.length + zeros.length}`
}

const weiPerEther = 10n ** 18n
const weiPerGwei = 10n ** 9n

/** `1.5 ether`, `20 gwei`, `7 wei`: always exact. */
export function formatWei(valueWei: bigint): string {
  if (valueWei >= 10n ** 15n) return `${decimal(valueWei, weiPerEther)} ether`
  if (valueWei >= weiPerGwei && valueWei % weiPerGwei === 0n) return `${valueWei / weiPerGwei} gwei`
  return `${valueWei} wei`
}

function decimal(value: bigint, unit: bigint): string {
  const fraction = (value % unit).toString().padStart(18, '0').replace(/0+$/, '')
  return fraction === '' ? String(value / unit) : `${value / unit}.${fraction}`
}
