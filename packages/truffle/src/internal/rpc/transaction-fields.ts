import { toChecksumAddress } from '../abi/canonical-address.js'
import { quantityToHex } from './quantity.js'

/** What a transaction says, in Truffle's names, as users write it and as it is sent. */
export type TransactionFields = Record<string, unknown>

const quantities = [
  'gasPrice',
  'gas',
  'value',
  'maxPriorityFeePerGas',
  'maxFeePerGas',
  'nonce',
  'type',
] as const

/**
 * Turns the fields of a call or transaction into JSON-RPC's, in place, as web3 does.
 *
 * @throws errors with web3's texts
 */
export function formatTransactionFields(fields: TransactionFields): void {
  if (fields['to']) fields['to'] = formatAddress(fields['to'])
  formatData(fields)
  if (fields['gas'] || fields['gasLimit']) fields['gas'] = fields['gas'] || fields['gasLimit']
  if (fields['maxPriorityFeePerGas'] || fields['maxFeePerGas']) delete fields['gasPrice']
  for (const key of quantities) {
    const value = fields[key]
    if (value === undefined) continue
    if (value !== null) fields[key] = quantityToHex(value)
  }
}

function formatData(fields: TransactionFields): void {
  if (fields['data'] && fields['input']) {
    throw new Error(
      'You can\'t have "data" and "input" as properties of transactions at the same time, please use either "data" or "input" instead.',
    )
  }
  if (!fields['data'] && fields['input']) {
    fields['data'] = fields['input']
    delete fields['input']
  }
  if (!fields['data']) return
  const data = String(fields['data'])
  fields['data'] = data.startsWith('0x') ? data : `0x${data}`
  if (!/^0x[0-9a-f]*$/i.test(String(fields['data']))) {
    throw new Error('The data field must be HEX encoded data.')
  }
}

/** The fields of a call, in place. */
export function formatCallFields(fields: TransactionFields): void {
  formatTransactionFields(fields)
  if (fields['from']) fields['from'] = formatAddress(fields['from'])
}

/** The fields of a transaction to be sent, in place. */
export function formatSendFields(fields: TransactionFields): void {
  formatTransactionFields(fields)
  if (!fields['from']) throw new Error('The send transactions "from" field must be defined!')
  fields['from'] = formatAddress(fields['from'])
  if (fields['type'] === '0x1' && fields['accessList'] === undefined) fields['accessList'] = []
}

/**
 * An address in lower case.
 *
 * @throws web3's error
 */
export function formatAddress(value: unknown): string {
  if (typeof value === 'string' && isAddress(value)) {
    return `0x${value.toLowerCase().replace('0x', '')}`
  }
  throw new Error(
    `Provided address ${String(value)} is invalid, the capitalization checksum test failed, or it's an indirect IBAN address which can't be converted.`,
  )
}

/** Whether web3 takes it for an address: with the right capitals, or all of one kind. */
export function isAddress(value: string): boolean {
  if (!/^(0x)?[0-9a-f]{40}$/i.test(value)) return false
  const digits = value.replace(/^0x/i, '')
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true
  return toChecksumAddress(digits) === `0x${digits}`
}

const tags: ReadonlySet<unknown> = new Set(['latest', 'pending', 'earliest', 'finalized', 'safe'])

/** A block in a request: a tag as it is, a number in hex. */
export function formatBlock(block: unknown): unknown {
  if (block === undefined || block === null) return 'latest'
  if (block === 'genesis') return '0x0'
  if (tags.has(block)) return block
  if (typeof block === 'string' && /^0x[0-9a-f]+$/i.test(block)) return block.toLowerCase()
  return quantityToHex(block)
}
