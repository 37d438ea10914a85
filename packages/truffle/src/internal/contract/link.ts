import { EOL } from 'node:os'
import { networkRecord } from './class-properties.js'
import type { ContractClass } from './contract-class.js'

/**
 * `Contract.link(name, address)`, `.link(Library)`, `.link(libraryInstance)`, `.link({ name: address, … })`.
 *
 * @throws Truffle's errors
 */
export function link(contract: ContractClass, what: unknown, address?: string): void {
  switch (typeof what) {
    case 'string':
      networkRecord(contract).links[what] = address as string
      return
    case 'function':
      linkClass(contract, what as unknown as ContractClass)
      return
    case 'object':
      if (what !== null) {
        linkObject(contract, what)
        return
      }
  }
  throw new Error(usage)
}

/** The class gets to know the events of its library too. */
function linkClass(contract: ContractClass, library: ContractClass): void {
  if (library.isDeployed() === false) throw new Error('Cannot link contract without an address.')
  link(contract, library.contractName, String(library['address']))
  Object.assign(contract.network.events, library.events)
}

function linkObject(contract: ContractClass, what: object): void {
  const { constructor: owner, address } = what as {
    readonly constructor?: { readonly contractName?: unknown }
    readonly address?: string
  }
  if (typeof owner?.contractName === 'string' && address) {
    link(contract, owner.contractName, address)
    return
  }
  for (const [name, place] of Object.entries(what)) link(contract, name, place)
}

const usage = [
  'Input to the link method is in the incorrect format. Input must be one of the following:',
  '    - a library name and address                 > ("MyLibrary", "0x123456789...")',
  '    - a contract type                            > (MyContract)',
  '    - a contract instance                        > (myContract)',
  '    - an object with library names and addresses > ({ <libName>: <address>, <libName2>: <address2>, ... })',
  '',
].join(EOL)
