import type { Hex } from '@scaffold-evm/common'
import type { Interface, ParamType, TransactionDescription } from 'ethers'

/** A parameter in the words of the transaction builder. */
export interface SafeInput {
  readonly internalType: string
  readonly name: string
  readonly type: string
  readonly components?: readonly SafeInput[]
}

/** A function in the words of the transaction builder. */
export interface SafeMethod {
  readonly inputs: readonly SafeInput[]
  readonly name: string
  readonly payable: boolean
}

/** A call, named. */
export interface DescribedMethod {
  readonly method: SafeMethod
  readonly values: Readonly<Record<string, string>>
}

function toInput(param: ParamType, index: number): SafeInput {
  const { components, arrayChildren } = param
  // ethers writes structs with their members; the ABI says `tuple` and has the members beside it.
  const type = param.type.replace(/^tuple\(.*\)/, 'tuple')
  const members = components ?? arrayChildren?.components
  return {
    internalType: type,
    name: nameOf(param, index),
    type,
    ...(members == null ? {} : { components: members.map(toInput) }),
  }
}

function nameOf({ name }: ParamType, index: number): string {
  return name === '' ? `argument${index + 1}` : name
}

function toText(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(nested).join(',')}]` : String(value)
}

/** Within arrays and structs, text stands in quotes. */
function nested(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : toText(value)
}

function parse(data: Hex, interfaces: readonly Interface[]): TransactionDescription | undefined {
  for (const known of interfaces) {
    try {
      const parsed = known.parseTransaction({ data })
      if (parsed !== null) return parsed
    } catch {
      // Another function of the same selector.
    }
  }
  return undefined
}

/** The function that data calls and its arguments; undefined when none of the interfaces has it. */
export function describeMethod(
  data: Hex,
  interfaces: readonly Interface[],
): DescribedMethod | undefined {
  const parsed = parse(data, interfaces)
  if (parsed === undefined) return undefined
  const { inputs, name, payable } = parsed.fragment
  const values = inputs.map((input, index) => [nameOf(input, index), toText(parsed.args[index])])
  return {
    method: { inputs: inputs.map(toInput), name, payable },
    values: Object.fromEntries(values),
  }
}
