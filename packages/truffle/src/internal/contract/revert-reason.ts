import type { AbiEntry } from '@scaffold-evm/compiler'
import { decodeValues } from '../abi/decoded-values.js'
import { selectorOf } from '../abi/signatures.js'
import type { RpcFailure } from '../rpc/json-rpc.js'

const panics: Readonly<Record<string, string>> = {
  '1': 'Failed assertion',
  '17': 'Arithmetic overflow',
  '18': 'Division by zero',
  '33': 'Enum value out of bounds',
  '34': 'Malformed string',
  '49': 'Array underflow',
  '50': 'Index out of bounds',
  '65': 'Oversized array or out of memory',
  '81': 'Call to invalid function',
}

/** Why a node says that an execution failed, in Truffle's words; undefined when it does not say. */
export function reasonOfFailure(error: unknown, errors: Iterable<AbiEntry>): string | undefined {
  const data = revertDataOf(error)
  return data === undefined ? undefined : reasonOfData(data, errors)
}

/** The return data in an error of geth, Ganache 7, ganache-core 2, Hardhat or anvil. */
export function revertDataOf(error: unknown): string | undefined {
  const data = (error as RpcFailure | undefined)?.data
  if (typeof data === 'string') return data
  if (typeof data !== 'object' || data === null) return undefined
  const fields = data as Readonly<Record<string, unknown>>
  for (const found of [fields['result'], fields['data']]) {
    if (typeof found === 'string') return found
  }
  // ganache-core 2: what happened to each transaction, by its hash.
  const details = Object.values(fields)[0] as { readonly return?: unknown } | undefined | null
  return typeof details?.return === 'string' ? details.return : undefined
}

/** What return data says of a failure. */
export function reasonOfData(data: string, errors: Iterable<AbiEntry>): string | undefined {
  if (data.startsWith('0x08c379a0')) return decodeText(data)
  if (data.startsWith('0x4e487b71')) return decodePanic(data)
  // Truffle's test for a custom error, since this may as well be what a successful call gave.
  if (data === '0x' || ((data.length - 2) / 2) % 32 !== 4) return undefined
  return decodeCustomError(data, errors) ?? 'Custom error (could not decode)'
}

function decodeText(data: string): string | undefined {
  try {
    return String(decodeValues([{ name: '', type: 'string' }], `0x${data.slice(10)}`)[0])
  } catch {
    return undefined
  }
}

function decodePanic(data: string): string | undefined {
  if (data.length !== 10 + 64) return undefined
  const code = BigInt(`0x${data.slice(10)}`)
  return `Panic: ${panics[String(code)] ?? 'Unknown panic'}`
}

/** Truffle never did this. `Custom error` stays what the text begins with, which tests match. */
function decodeCustomError(data: string, errors: Iterable<AbiEntry>): string | undefined {
  for (const entry of errors) {
    if (data.startsWith(selectorOf(entry))) return describeError(entry, data)
  }
  return undefined
}

function describeError({ name, inputs = [] }: AbiEntry, data: string): string | undefined {
  try {
    const values = decodeValues(inputs, `0x${data.slice(10)}`)
    const shown = values.map((value, index) => show(value, inputs[index]?.type ?? ''))
    return `Custom error ${name}(${shown.join(', ')})`
  } catch {
    return undefined
  }
}

function show(value: unknown, type: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => show(item, type)).join(', ')}]`
  return type === 'string' ? JSON.stringify(value) : String(value)
}
