import { ParamMismatch } from '../params/param-type.js'
import type { TypedData, TypedField } from '../params/typed-data.js'

/** The types that a document defines. */
export type Structs = TypedData['types']

/** What an array type is made of; undefined for any other type. */
export interface ArrayType {
  readonly element: string
  /** Undefined when any number of elements will do. */
  readonly length: number | undefined
}

/** `name` taken apart, if it is that of an array. */
export function parseArrayType(name: string): ArrayType | undefined {
  const match = /^(.*)\[(\d*)\]$/.exec(name)
  if (match === null) return undefined
  const [, element = '', length = ''] = match
  return { element, length: length === '' ? undefined : Number(length) }
}

/** The fields of the struct `name`. */
export function fieldsOf(structs: Structs, name: string): readonly TypedField[] {
  const fields = Object.hasOwn(structs, name) ? structs[name] : undefined
  if (fields === undefined) throw new ParamMismatch('a type that is defined', name)
  return fields
}

/** EIP-712's `encodeType`: the struct as text, then those that it uses, by name. */
export function structToText(structs: Structs, name: string): string {
  const used = new Set<string>()
  collectUsed(structs, name, used)
  used.delete(name)
  return [name, ...[...used].sort()].map((struct) => definition(structs, struct)).join('')
}

function definition(structs: Structs, name: string): string {
  const fields = fieldsOf(structs, name).map((field) => `${field.type} ${field.name}`)
  return `${name}(${fields.join(',')})`
}

function collectUsed(structs: Structs, name: string, used: Set<string>): void {
  used.add(name)
  for (const { type } of fieldsOf(structs, name)) {
    const [base = ''] = type.split('[', 1)
    if (Object.hasOwn(structs, base) && !used.has(base)) collectUsed(structs, base, used)
  }
}
