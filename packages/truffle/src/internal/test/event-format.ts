import { type InspectOptionsStylized, inspect } from 'node:util'
import type { AbiParameter } from '@scaffold-evm/compiler'
import type { DecodedEvent, DecodedParameter } from './event-decoder.js'

/** What the text of a value depends on besides itself. */
export interface EventFormat {
  readonly hasColor: boolean
  /** Columns before a line breaks. */
  readonly width: number
  /** The contract at an address, if it is known. */
  contractAt(address: string): string | undefined
  enumMembers(name: string): readonly string[] | undefined
}

/** An event as Truffle prints it, a line for each argument. */
export function formatEvent(event: DecodedEvent, format: EventFormat): string {
  const name = event.definedIn === undefined ? event.name : `${event.definedIn}.${event.name}`
  const header = event.isAnonymous ? `<anonymous> ${name}` : name
  if (event.parameters.length === 0) return `${header}()`
  const lines = event.parameters.map((parameter, index) => {
    const comma = index < event.parameters.length - 1 ? ',' : ''
    return indentMiddle(`${formatParameter(parameter, format)}${comma}`)
  })
  return indentMiddle(`${header}(\n${lines.join('\n')}\n)`)
}

function formatParameter(parameter: DecodedParameter, format: EventFormat): string {
  const { type, isIndexed } = parameter
  const name = type.name === '' ? '' : `${type.name}: `
  const value = parameter.isHash
    ? hashNote(parameter, format)
    : inspect(new Shown(type, parameter.value, format), {
        depth: null,
        colors: format.hasColor,
        maxArrayLength: null,
        breakLength: format.width,
      })
  return `${name}${isIndexed ? '<indexed> ' : ''}${value} (type: ${typeText(type)})`
}

function hashNote({ type, value }: DecodedParameter, format: EventFormat): string {
  const kind = type.type.endsWith(']') ? 'array' : type.type === 'tuple' ? 'struct' : type.type
  const first = `Cannot decode indexed parameter of reference type ${kind}`
  const second = `(raw value ${String(value)})`
  return `${first}${first.length + second.length + 1 > format.width ? '\n' : ' '}${second}`
}

/** The type as it is in the source, where the compiler told it. */
function typeText(type: AbiParameter): string {
  return type.internalType ?? type.type
}

/** A value that `util.inspect` shows in Truffle's way. */
class Shown {
  readonly #type: AbiParameter
  readonly #value: unknown
  readonly #format: EventFormat

  constructor(type: AbiParameter, value: unknown, format: EventFormat) {
    this.#type = type
    this.#value = value
    this.#format = format
  }

  [inspect.custom](_depth: number, options: InspectOptionsStylized): string {
    return this.#text(options)
  }

  #text(options: InspectOptionsStylized): string {
    const type = this.#type
    const value = this.#value
    if (type.type.endsWith(']')) return inspect(this.#elements(elementOf(type)), options)
    if (type.type === 'tuple') return inspect(this.#fields(type.components ?? []), options)
    if (type.type === 'address') return this.#address(String(value), options)
    if (type.type === 'bool' || type.type === 'string') return inspect(value, options)
    if (type.type === 'bytes') return options.stylize(`hex'${String(value).slice(2)}'`, 'string')
    return this.#enumMember() ?? options.stylize(String(value), 'number')
  }

  #elements(child: AbiParameter): Shown[] {
    return valuesOf(this.#value).map((value) => new Shown(child, value, this.#format))
  }

  #fields(components: readonly AbiParameter[]): object {
    const values = valuesOf(this.#value)
    const shown = components.map(
      (component, index) => new Shown(component, values[index], this.#format),
    )
    if (components.some(({ name }) => name === '')) return shown
    return Object.fromEntries(components.map(({ name }, index) => [name, shown[index]]))
  }

  #address(address: string, { stylize }: InspectOptionsStylized): string {
    const contract = this.#format.contractAt(address)
    const text = stylize(address, 'number')
    return contract === undefined ? `${text} of unknown class` : `${text} (${contract})`
  }

  #enumMember(): string | undefined {
    const name = /^enum (.+)$/.exec(this.#type.internalType ?? '')?.[1]
    if (name === undefined) return undefined
    const member = this.#format.enumMembers(name)?.[Number(this.#value)]
    return member === undefined ? undefined : `${name}.${member}`
  }
}

function elementOf(type: AbiParameter): AbiParameter {
  const withoutLength = (text: string): string => text.replace(/\[\d*\]$/, '')
  const { internalType } = type
  return {
    ...type,
    type: withoutLength(type.type),
    ...(internalType === undefined ? {} : { internalType: withoutLength(internalType) }),
  }
}

function valuesOf(value: unknown): unknown[] {
  return Array.isArray(value) ? [...value] : []
}

function indentMiddle(text: string): string {
  const lines = text.split('\n')
  if (lines.length < 2) return text
  const middle = lines.slice(1, -1).map((line) => `  ${line}`)
  return [lines[0], ...middle, lines.at(-1)].join('\n')
}
