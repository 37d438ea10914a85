import type { AbiEntry, AbiParameter } from '../../artifact.js'
import { isContractProperty, isFilterProperty, labelsOf, TypeNames } from './names.js'
import { groupByName, signatureOf } from './signature.js'
import { inArray, quoteKey, SolidityTypes, withProperties } from './solidity-types.js'

/** What a contract's types are made from. */
export interface TypedContract {
  readonly contractName: string
  readonly sourceName: string
  readonly abi: readonly AbiEntry[]
  /** Whether it can be deployed. */
  readonly hasBytecode: boolean
}

/** The names under which a generated file exports. */
export interface ContractTypeNames {
  readonly contract: string
  readonly args: string
}

/** A generated file. */
export interface ContractTypes {
  readonly names: ContractTypeNames
  /** Declarations, without imports. */
  readonly text: string
}

interface Member {
  readonly key: string
  readonly type: string
  /** Whether the contract itself has it as a property. */
  readonly isProperty: boolean
}

function isReadOnly({ stateMutability, constant }: AbiEntry): boolean {
  return stateMutability === 'view' || stateMutability === 'pure' || constant === true
}

function methodType(entry: AbiEntry, types: SolidityTypes): string {
  const { inputs = [], outputs = [] } = entry
  const [only] = outputs
  const result =
    outputs.length === 1 && only !== undefined ? types.output(only) : types.outputs(outputs)
  return `typed.${isReadOnly(entry) ? 'View' : 'Transact'}<${types.inputs(inputs)}, ${result}>`
}

/**
 * Overloads that ethers tells apart by how many values it is given. Of others with the same number
 * only the signature says which is meant.
 */
function distinctByCount(group: readonly AbiEntry[]): AbiEntry[] {
  const count = ({ inputs = [] }: AbiEntry): number => inputs.length
  return group.filter((one) => group.every((other) => other === one || count(other) !== count(one)))
}

/** Every function by its name and, where the name alone says too little, by its signature. */
function methodsOf(abi: readonly AbiEntry[], types: SolidityTypes): Member[] {
  const functions = abi.filter(({ type }) => type === 'function')
  return [...groupByName(functions)].flatMap(([name, group]) => {
    const bySignature = group.map((entry) => ({
      key: signatureOf(entry),
      type: methodType(entry, types),
      isProperty: true,
    }))
    const plain = {
      key: name,
      type: distinctByCount(group)
        .map((entry) => methodType(entry, types))
        .join(' & '),
      isProperty: isContractProperty(name),
    }
    const byName = plain.type === '' ? [] : [plain]
    return group.length > 1 || !plain.isProperty ? [...byName, ...bySignature] : byName
  })
}

/** Values that are hashed before they are indexed cannot be read back. */
function isHashed({ indexed, type }: AbiParameter): boolean {
  return (
    indexed === true &&
    (type === 'string' || type === 'bytes' || type.endsWith(']') || type === 'tuple')
  )
}

function eventArgs(inputs: readonly AbiParameter[], types: SolidityTypes): string {
  const labels = labelsOf(inputs)
  const values = inputs.map((one) => (isHashed(one) ? 'ethers.Indexed' : types.output(one)))
  const list = values.map((type, index) => `${labels[index]}: ${type}`).join(', ')
  return withProperties(
    `[${list}]`,
    inputs.map(({ name }, index) => ({ name, type: values[index] ?? 'unknown' })),
  )
}

/** Only indexed parameters can be filtered by, each by one value or by any of several. */
function eventFilter(inputs: readonly AbiParameter[], types: SolidityTypes): string {
  const labels = labelsOf(inputs)
  const values = inputs.map((one) => {
    if (one.indexed !== true) return 'null'
    const type = types.input(one)
    return `${type} | readonly ${inArray(type)}[]`
  })
  return `[${values.map((type, index) => `${labels[index]}: ${type}`).join(', ')}]`
}

function eventsOf(abi: readonly AbiEntry[], types: SolidityTypes): Member[] {
  const events = abi.filter(({ type }) => type === 'event')
  return [...groupByName(events)].flatMap(([name, group]) =>
    group.map((entry) => {
      const { inputs = [] } = entry
      const isPlain = group.length === 1 && isFilterProperty(name)
      return {
        key: isPlain ? name : signatureOf(entry),
        type: `typed.Event<${eventFilter(inputs, types)}, ${eventArgs(inputs, types)}>`,
        isProperty: true,
      }
    }),
  )
}

function objectType(members: readonly Member[]): string {
  if (members.length === 0) return '{}'
  const lines = members.map(({ key, type }) => `  readonly ${quoteKey(key)}: ${type}`)
  return `{\n${lines.join('\n')}\n}`
}

function constructorArgs(abi: readonly AbiEntry[], types: SolidityTypes): string {
  const inputs = abi.find(({ type }) => type === 'constructor')?.inputs ?? []
  const labels = labelsOf(inputs)
  const last = labels.includes('overrides') ? 'txOverrides' : 'overrides'
  const list = inputs.map((one, index) => `${labels[index]}: ${types.input(one)}`)
  return `[${[...list, `${last}?: ethers.Overrides`].join(', ')}]`
}

function declaration(doc: string, text: string): string {
  return `/** ${doc} */\n${text}\n`
}

/**
 * TypeScript types of one contract on ethers 6: its methods, events, structs and constructor
 * arguments. Imports of `ethers` and `typed` are the caller's to add.
 */
export function contractTypes(contract: TypedContract): ContractTypes {
  const { contractName: title, sourceName, abi, hasBytecode } = contract
  const names = new TypeNames()
  const own = names.take(title, `${title}_`)
  const [methods, events] = [names.take(`${own}Methods`), names.take(`${own}Events`)]
  const args = names.take(`${own}Args`)
  const types = new SolidityTypes(names, abi)
  const members = methodsOf(abi, types)
  const eventTypes = objectType(eventsOf(abi, types))
  const argTypes = constructorArgs(abi, types)
  const keys = members.filter(({ isProperty }) => isProperty).map(({ key }) => `'${key}'`)
  const properties = keys.length === 0 ? '' : `, Pick<${methods}, ${keys.join(' | ')}>`
  const parts = [
    ...types.declarations,
    declaration(
      `Functions of \`${title}\`, as \`getFunction\` finds them.`,
      `export type ${methods} = ${objectType(members)}`,
    ),
    declaration(
      `Events of \`${title}\`, as \`filters\` has them.`,
      `export type ${events} = ${eventTypes}`,
    ),
    ...(hasBytecode
      ? [declaration(`Constructor arguments of \`${title}\`.`, `export type ${args} = ${argTypes}`)]
      : []),
    declaration(
      `A deployed \`${title}\` of \`${sourceName}\`.`,
      `export interface ${own} extends typed.Contract<${methods}, ${events}>${properties} {}`,
    ),
  ]
  return { names: { contract: own, args }, text: parts.join('\n').trimEnd() }
}
