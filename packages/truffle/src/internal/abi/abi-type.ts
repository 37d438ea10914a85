import type { AbiParameter } from '@scaffold-evm/compiler'

interface Named {
  readonly name: string
}

/** A type of the ABI as a tree. */
export type AbiType =
  | (Named & {
      readonly kind: 'number'
      readonly signed: boolean
      readonly bits: number
    })
  | (Named & { readonly kind: 'address' | 'bool' })
  | (Named & { readonly kind: 'string' | 'bytes' })
  | (Named & { readonly kind: 'fixedBytes'; readonly size: number })
  | (Named & {
      readonly kind: 'array'
      readonly item: AbiType
      readonly length: number | undefined
    })
  | (Named & { readonly kind: 'tuple'; readonly components: readonly AbiType[] })

const arrayPattern = /^(.*)\[([0-9]*)\]$/
const numberPattern = /^(u?)int([0-9]*)$/
const fixedBytesPattern = /^bytes([0-9]+)$/

/** The tree of an ABI parameter. */
export function parseAbiType(parameter: AbiParameter): AbiType {
  return parseType(parameter.type, parameter, parameter.name ?? '')
}

function parseType(text: string, parameter: AbiParameter, name: string): AbiType {
  const array = arrayPattern.exec(text)
  if (array !== null) {
    const length = array[2] === '' ? undefined : Number(array[2])
    return { kind: 'array', name, length, item: parseType(array[1] ?? '', parameter, '') }
  }
  if (text === 'tuple') {
    return { kind: 'tuple', name, components: (parameter.components ?? []).map(parseAbiType) }
  }
  return parseElementaryType(text, name)
}

function parseElementaryType(text: string, name: string): AbiType {
  if (text === 'address' || text === 'bool') return { kind: text, name }
  if (text === 'string' || text === 'bytes') return { kind: text, name }
  const number = numberPattern.exec(text)
  if (number !== null) {
    return { kind: 'number', name, signed: number[1] === '', bits: Number(number[2] || 256) }
  }
  // An address and a selector.
  if (text === 'function') return { kind: 'fixedBytes', name, size: 24 }
  const bytes = fixedBytesPattern.exec(text)
  if (bytes !== null) return { kind: 'fixedBytes', name, size: Number(bytes[1]) }
  throw new Error(`invalid type: ${text}`)
}
