import type { ContractClass } from './contract-class.js'

/** Puts the addresses of libraries where their names are. */
export function linkBytecode(
  bytecode: string | undefined,
  links: Readonly<Record<string, string>>,
): string | undefined {
  return Object.entries(links).reduce((code, [name, address]) => {
    return code?.replace(placeholderOf(name), address.replace('0x', ''))
  }, bytecode)
}

/** Placeholders have room for so much of a name. Longer ones are cut, which Truffle does not look for. */
const nameLength = 38

function placeholderOf(name: string): RegExp {
  const text = name.length < nameLength ? `${name}_+` : name.slice(0, nameLength)
  return new RegExp(`__${text}`, 'g')
}

const placeholder = /__[^_]+_+/g

/** @throws with the names of the libraries that are still to be linked */
export function assertLinked({ binary, contractName }: ContractClass): void {
  const found = binary.match(placeholder)
  if (found === null) return
  const names = [...new Set(found.map((name) => name.replace(/_/g, '')))].sort().join(', ')
  throw new Error(
    `${contractName} contains unresolved libraries. You must deploy and link the following libraries before you can deploy a new version of ${contractName}: ${names}`,
  )
}
