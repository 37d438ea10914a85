/** A place in a source, counted from 1. */
export interface SourcePlace {
  /** As the compiler was given it: a path below the project's root, or the import path of a package's file. */
  readonly sourceName: string
  readonly line: number
  readonly column: number
  /** Of the marked text, in characters, as far as it is on that line. */
  readonly width: number
}

/** A function of a contract that was running when an execution failed. */
export interface StackFrame {
  /** The contract that declares the function; undefined for a function outside of contracts, and for foreign code. */
  readonly contractName: string | undefined
  /** `constructor`, `fallback`, `receive`, or the name of the function or modifier. Undefined when unknown. */
  readonly functionName: string | undefined
  /** Of the contract, for foreign code. */
  readonly address: string | undefined
  /** Where it was; undefined for foreign code. */
  readonly place: SourcePlace | undefined
}

/** `at Token.transfer (contracts/Token.sol:28:5)`. */
export function formatStackFrame(frame: StackFrame): string {
  const { contractName, functionName, place, address } = frame
  const name = [contractName, functionName].filter((part) => part !== undefined).join('.')
  if (place === undefined) return `at ${name || 'unknown contract'} (${address ?? 'no source'})`
  const at = `${place.sourceName}:${place.line}:${place.column}`
  return name === '' ? `at ${at}` : `at ${name} (${at})`
}
