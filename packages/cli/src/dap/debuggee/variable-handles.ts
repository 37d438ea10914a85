import type { DebugValue, DebugVariable } from '@scaffold-evm/trace'
import type { DapVariable } from '../protocol.js'

/** A variable before it is shown. */
export interface ShownVariable {
  readonly name: string
  readonly value: DebugValue
  /** What it is called in an expression; undefined when it cannot be. */
  readonly expression: string | undefined
}

/** Variables that a client can ask for. */
export interface VariableGroup {
  /** The index of the frame that sees them. */
  readonly frame: number
  load(): Promise<readonly ShownVariable[]>
}

/** Numbers under which a client asks for variables, as long as it stands where it got them. */
export class VariableHandles {
  readonly #groups: VariableGroup[] = []

  add(group: VariableGroup): number {
    return this.#groups.push(group)
  }

  group(reference: number): VariableGroup | undefined {
    return this.#groups[reference - 1]
  }

  /** A value as clients are told of it; its members get a number. */
  toVariable(
    { name, value, expression }: ShownVariable,
    frame: number,
    format: unknown,
  ): DapVariable {
    const { type } = value
    return {
      name,
      ...this.toValue(value, { frame, expression, format }),
      ...(type !== undefined && { type }),
      ...(expression !== undefined && { evaluateName: expression }),
    }
  }

  toValue(
    value: DebugValue,
    at: {
      readonly frame: number
      readonly expression: string | undefined
      readonly format: unknown
    },
  ): Pick<DapVariable, 'value' | 'variablesReference'> {
    const { frame, expression } = at
    const load = async (): Promise<readonly ShownVariable[]> =>
      (await value.members()).map((member) => memberOf(member, expression))
    return {
      value: formatted(value, at.format),
      variablesReference: value.hasMembers ? this.add({ frame, load }) : 0,
    }
  }
}

/** Items and entries have names that are indices: `[2]`. */
function memberOf(member: DebugVariable, parent: string | undefined): ShownVariable {
  const { name } = member
  const access = name.startsWith('[') ? name : `.${name}`
  return { name, value: member, expression: parent === undefined ? undefined : parent + access }
}

function formatted({ text, type = '' }: DebugValue, format: unknown): string {
  const isHex = Reflect.get(Object(format), 'hex') === true
  if (!isHex || !/^u?int\d*$/.test(type) || !/^-?\d+$/.test(text)) return text
  const value = BigInt(text)
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`
}
