import type { AbiEntry, AbiParameter } from '../../artifact.js'
import { isResultProperty, labelsOf, type TypeNames } from './names.js'

/** A struct that gets a name of its own in the generated file. */
interface NamedStruct {
  readonly name: string
  readonly inputName: string
  /** The two declarations. */
  readonly text: string
}

/** Arrays of a fixed length up to this become tuples. */
const maxTupleLength = 16

const arraySuffix = /^(.*)\[(\d*)\]$/

/** A type as the element of an array. */
export function inArray(type: string): string {
  return /^[\w.]+$/.test(type) || /^\[[^&|]*\]$/.test(type) ? type : `(${type})`
}

function repeat(element: string, length: string, readonly: string): string {
  const count = length === '' ? undefined : Number(length)
  if (count === undefined || count > maxTupleLength) return `${readonly}${inArray(element)}[]`
  return `${readonly}[${Array.from({ length: count }, () => element).join(', ')}]`
}

function elementaryInput(type: string): string {
  if (type === 'bool') return 'boolean'
  if (type === 'string') return 'string'
  if (type === 'address') return 'ethers.AddressLike'
  if (/^u?(?:int|fixed)/.test(type)) return 'ethers.BigNumberish'
  return 'ethers.BytesLike'
}

function elementaryOutput(type: string): string {
  if (type === 'bool') return 'boolean'
  return /^u?(?:int|fixed)/.test(type) ? 'bigint' : 'string'
}

/** `struct Market.Order[2][]` is written `Market.Order`; undefined for what is no struct. */
function structPath(internalType: string | undefined): string | undefined {
  return /^struct ([^[\]]+)/.exec(internalType ?? '')?.[1]
}

function shortName(path: string): string {
  return path.split('.').at(-1) ?? path
}

function pathsIn(parameters: readonly AbiParameter[]): string[] {
  return parameters.flatMap(({ internalType, components = [] }) => {
    const path = structPath(internalType)
    return [...(path === undefined ? [] : [path]), ...pathsIn(components)]
  })
}

/** Names that structs of several contracts share. Each then bears its contract's name, whichever comes first. */
function ambiguousNames(abi: readonly AbiEntry[]): Set<string> {
  const parameters = abi.flatMap(({ inputs = [], outputs = [] }) => [...inputs, ...outputs])
  const paths = [...new Set(pathsIn(parameters))]
  const isShared = (path: string): boolean =>
    paths.some((other) => other !== path && shortName(other) === shortName(path))
  return new Set(paths.filter(isShared).map(shortName))
}

/** Turns the types of one contract's ABI into TypeScript, and collects the structs it meets. */
export class SolidityTypes {
  readonly #names: TypeNames
  readonly #ambiguous: ReadonlySet<string>
  readonly #structs = new Map<string, NamedStruct>()

  constructor(names: TypeNames, abi: readonly AbiEntry[]) {
    this.#names = names
    this.#ambiguous = ambiguousNames(abi)
  }

  /** Declarations of all structs met so far. */
  get declarations(): string[] {
    return [...this.#structs.values()].map(({ text }) => text)
  }

  /** What may be passed for a parameter. */
  input(parameter: AbiParameter): string {
    const { type } = parameter
    const array = arraySuffix.exec(type)
    if (array !== null) {
      return repeat(this.input({ ...parameter, type: array[1] ?? '' }), array[2] ?? '', 'readonly ')
    }
    if (type !== 'tuple') return elementaryInput(type)
    return this.#struct(parameter)?.inputName ?? this.#tupleInput(parameter.components ?? [])
  }

  /** What is given back for a parameter. */
  output(parameter: AbiParameter): string {
    const { type } = parameter
    const array = arraySuffix.exec(type)
    if (array !== null) {
      return repeat(this.output({ ...parameter, type: array[1] ?? '' }), array[2] ?? '', '')
    }
    if (type !== 'tuple') return elementaryOutput(type)
    return this.#struct(parameter)?.name ?? this.outputs(parameter.components ?? [])
  }

  /** Arguments as a labelled tuple. */
  inputs(parameters: readonly AbiParameter[]): string {
    const labels = labelsOf(parameters)
    return `[${parameters.map((one, index) => `${labels[index]}: ${this.input(one)}`).join(', ')}]`
  }

  /** Several values, which ethers gives as an array whose named elements are properties too. */
  outputs(parameters: readonly AbiParameter[]): string {
    const labels = labelsOf(parameters)
    const types = parameters.map((one) => this.output(one))
    return withProperties(
      `[${types.map((type, index) => `${labels[index]}: ${type}`).join(', ')}]`,
      parameters.map(({ name }, index) => ({ name, type: types[index] ?? 'unknown' })),
    )
  }

  #tupleInput(components: readonly AbiParameter[]): string {
    const labels = labelsOf(components)
    const types = components.map((one) => this.input(one))
    const list = `readonly [${types.map((type, index) => `${labels[index]}: ${type}`).join(', ')}]`
    const isNamed =
      components.length > 0 && components.every(({ name }, index) => name === labels[index])
    if (!isNamed) return list
    const fields = types.map((type, index) => `${quoteKey(labels[index] ?? '')}: ${type}`)
    return `{ ${fields.join('; ')} } | ${list}`
  }

  #struct(parameter: AbiParameter): NamedStruct | undefined {
    const path = structPath(parameter.internalType)
    if (path === undefined) return undefined
    const components = parameter.components ?? []
    // Two structs of one name and different content: another contract's, seen through an import.
    const identity = `${path} ${JSON.stringify(components)}`
    const known = this.#structs.get(identity)
    if (known !== undefined) return known
    const long = path.replaceAll('.', '')
    const short = shortName(path)
    const name = this.#ambiguous.has(short) ? this.#names.take(long) : this.#names.take(short, long)
    const inputName = this.#names.take(`${name}Input`)
    const text = [
      `/** \`${path}\` as it is given back. */`,
      `export type ${name} = ${this.outputs(components)}`,
      '',
      `/** \`${path}\` as it may be passed. */`,
      `export type ${inputName} = ${this.#tupleInput(components)}`,
      '',
    ].join('\n')
    const struct: NamedStruct = { name, inputName, text }
    this.#structs.set(identity, struct)
    return struct
  }
}

/** A key as it stands in an object type. */
export function quoteKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`
}

/** An array type whose elements can also be reached by name, those that ethers gives a name. */
export function withProperties(
  list: string,
  elements: readonly { readonly name: string; readonly type: string }[],
): string {
  const named = elements.filter(
    ({ name }) =>
      isResultProperty(name) && elements.filter((other) => other.name === name).length === 1,
  )
  if (named.length === 0) return list
  const fields = named.map(({ name, type }) => `${quoteKey(name)}: ${type}`)
  return `${list} & { ${fields.join('; ')} }`
}
