/** A value that a debugger shows. */
export interface DebugValue {
  /** Of Solidity, e.g. `uint256`; undefined when it is not known. */
  readonly type: string | undefined
  /** On one line; long values are cut. */
  readonly text: string
  /** Whether it is a struct, an array or a mapping. */
  readonly hasMembers: boolean
  /** Its members or items, read when asked for. */
  members(): Promise<readonly DebugVariable[]>
}

/** A value with its name. */
export interface DebugVariable extends DebugValue {
  readonly name: string
}

/** Variables that belong together. */
export interface DebugScope {
  readonly name: 'Locals' | 'State' | 'Constants' | 'Globals'
  readonly variables: readonly DebugVariable[]
}
