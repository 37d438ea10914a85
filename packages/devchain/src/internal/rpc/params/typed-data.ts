import { isRecord } from '../../is-record.js'
import { at, ParamMismatch, type ParamType } from './param-type.js'

/** One field of an EIP-712 type. */
export interface TypedField {
  readonly name: string
  readonly type: string
}

/** An EIP-712 document. */
export interface TypedData {
  readonly types: Readonly<Record<string, readonly TypedField[]>>
  readonly primaryType: string
  readonly domain: Readonly<Record<string, unknown>>
  readonly message: Readonly<Record<string, unknown>>
}

const expected = 'an EIP-712 document {types, primaryType, domain, message}, or its JSON text'

/** An EIP-712 document, as an object or as JSON text. */
export const typedData: ParamType<TypedData> = {
  expected,
  parse(value) {
    const document = typeof value === 'string' ? parseJson(value) : value
    if (!isRecord(document)) throw new ParamMismatch(expected, value)
    const { types, primaryType, domain, message } = document
    return {
      types: at('types', () => readTypes(types)),
      primaryType: at('primaryType', () => readString(primaryType)),
      domain: at('domain', () => readRecord(domain)),
      message: at('message', () => readRecord(message)),
    }
  },
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ParamMismatch(`${expected}; the text is an invalid JSON`, text)
  }
}

function readTypes(value: unknown): TypedData['types'] {
  const types = readRecord(value)
  return Object.fromEntries(
    Object.entries(types).map(([name, fields]) => [name, at(name, () => readFields(fields))]),
  )
}

function readFields(value: unknown): TypedField[] {
  if (!Array.isArray(value)) throw new ParamMismatch('an array of {name, type}', value)
  return value.map((field: unknown, index) =>
    at(index, () => {
      const { name, type } = readRecord(field)
      return { name: at('name', () => readString(name)), type: at('type', () => readString(type)) }
    }),
  )
}

function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new ParamMismatch('an object', value)
  return value
}

function readString(value: unknown): string {
  if (typeof value !== 'string') throw new ParamMismatch('a string', value)
  return value
}
