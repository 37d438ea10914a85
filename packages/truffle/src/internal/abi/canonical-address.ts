import { getAddress } from 'ethers'
import { argumentError } from './ethers5-error.js'

/** An address in lower case, or ethers 5's error, which wraps one of its own. */
export function canonicalAddress(name: string, value: unknown): string {
  const reason = whatIsWrong(value)
  if (reason === undefined) return withPrefix(String(value)).toLowerCase()
  const inner = argumentError('address', reason, { argument: 'address', value })
  throw argumentError('abi', inner.message, { argument: name || null, value })
}

function whatIsWrong(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^(0x)?[0-9a-fA-F]{40}$/.test(value)) return 'invalid address'
  const isMixed = /([A-F].*[a-f])|([a-f].*[A-F])/.test(value)
  if (!isMixed || toChecksumAddress(value) === withPrefix(value)) return undefined
  return 'bad address checksum'
}

function withPrefix(text: string): string {
  return text.startsWith('0x') ? text : `0x${text}`
}

const checksums = new Map<string, string>()
const checksumsKept = 4096

/** With EIP-55's capitals, from whatever capitals. Remembers some, since the same few addresses come again and again. */
export function toChecksumAddress(address: string): string {
  const lower = withPrefix(address).toLowerCase()
  const known = checksums.get(lower)
  if (known !== undefined) return known
  const checksum = getAddress(lower)
  if (checksums.size >= checksumsKept) checksums.clear()
  checksums.set(lower, checksum)
  return checksum
}
