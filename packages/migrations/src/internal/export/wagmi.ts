import type { ExportedContract, ExportedNetwork } from '../../records/exported.js'
import { toIdentifier, UniqueNames } from './identifiers.js'
import { toLiteral } from './literal.js'
import { exportHeader } from './typescript.js'

/** What is deployed under one name, on several chains. */
interface NamedContract {
  readonly name: string
  readonly abi: ExportedContract['abi']
  /** By chain id. */
  readonly addresses: Record<string, string>
}

/**
 * A module as @wagmi/cli generates them: for each contract its ABI, its addresses by chain id, and both as a config for the
 * hooks. Of a contract whose ABIs differ, each has constants of its own. Where two networks have one chain id, the first counts.
 */
export function toWagmi(networks: readonly ExportedNetwork[]): string {
  const names = new UniqueNames()
  const blocks = grouped(networks).map(({ name, abi, addresses }) => {
    const id = names.take(toIdentifier(name))
    return `${banner(name)}
export const ${id}Abi = ${toLiteral(abi)} as const

export const ${id}Address = ${toLiteral(addresses)} as const

export const ${id}Config = { address: ${id}Address, abi: ${id}Abi } as const
`
  })
  return [exportHeader, ...blocks].join('\n')
}

function grouped(networks: readonly ExportedNetwork[]): readonly NamedContract[] {
  const found = new Map<string, NamedContract>()
  for (const { chainId, contracts } of networks) {
    for (const { name, abi, deployed } of contracts) {
      const key = JSON.stringify([name, abi])
      const known = found.get(key) ?? { name, abi, addresses: {} }
      known.addresses[chainId] ??= deployed.address
      found.set(key, known)
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function banner(name: string): string {
  const line = '/'.repeat(80)
  return `${line}\n// ${name}\n${line}\n`
}
