import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openArtifactStore } from '../internal/artifacts/open-store.js'
import { writeFileAtomicSync } from '../internal/artifacts/write-file.js'
import type { TruffleArtifact } from '../truffle-artifact.js'
import type { TruffleConfig } from '../truffle-config.js'

/** Addresses of contracts by name, on one network. */
interface Deployments {
  /** Of the config; undefined when it has none with this id. */
  readonly name: string | undefined
  readonly id: string
  readonly addresses: ReadonlyMap<string, string>
}

/** Prints where the project's contracts are deployed, network by network. */
export function showNetworks(config: TruffleConfig): void {
  const { logger } = config
  const networks = collect(config)
  const wildcards = namesOfWildcards(config)
  const isUnknown = networks.some(({ name }) => name === undefined)
  if (wildcards.length > 0 && isUnknown) explainWildcards(config, wildcards)
  for (const { name, id, addresses } of networks) {
    logger.log('')
    logger.log(name === undefined ? `Network: UNKNOWN (id: ${id})` : `Network: ${name} (id: ${id})`)
    const lines = [...addresses]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([contract, address]) => `${contract}: ${address}`)
    logger.log(`  ${lines.length === 0 ? 'No contracts deployed.' : lines.join('\n  ')}`)
  }
  if (networks.length === 0) logger.log('\nContracts have not been deployed to any network.')
  logger.log('')
}

/** Removes deployments on networks that the config does not have; gives the names of the contracts that had any. */
export function cleanNetworks(config: TruffleConfig): readonly string[] {
  const known = new Set(Object.values(config.networks).map(({ network_id: id }) => String(id)))
  const { directory } = openArtifactStore(config)
  return artifactsIn(config).flatMap(({ contractName, networks = {} }) => {
    const kept = Object.entries(networks).filter(([id]) => known.has(id))
    if (kept.length === Object.keys(networks).length) return []
    const path = join(directory, `${contractName}.json`)
    const artifact: object = JSON.parse(readFileSync(path, 'utf8'))
    const text = JSON.stringify({ ...artifact, networks: Object.fromEntries(kept) }, undefined, 2)
    writeFileAtomicSync(path, text)
    return [contractName]
  })
}

function artifactsIn(config: TruffleConfig): readonly TruffleArtifact[] {
  const store = openArtifactStore(config)
  return store.names().flatMap((name) => store.find(name) ?? [])
}

/** By name, those of the config first as far as they say an id. */
function collect(config: TruffleConfig): readonly Deployments[] {
  const byId = new Map<string, Map<string, string>>()
  const names = namesById(config)
  for (const id of names.keys()) byId.set(id, new Map())
  for (const { contractName, networks = {} } of artifactsIn(config)) {
    for (const [id, { address }] of Object.entries(networks)) {
      if (address === undefined) continue
      const addresses = byId.get(id) ?? new Map<string, string>()
      byId.set(id, addresses.set(contractName, address))
    }
  }
  const all = [...byId].map(([id, addresses]) => ({ id, name: names.get(id), addresses }))
  return all.sort((a, b) => ((a.name ?? a.id) < (b.name ?? b.id) ? -1 : 1))
}

function namesById({ networks }: TruffleConfig): ReadonlyMap<string, string> {
  const fixed = Object.entries(networks).filter(
    ([, { network_id: id }]) => id !== undefined && id !== null && id !== '*',
  )
  return new Map(fixed.map(([name, { network_id: id }]) => [String(id), name]))
}

function namesOfWildcards({ networks }: TruffleConfig): readonly string[] {
  const found = Object.entries(networks).filter(([, { network_id: id }]) => id === '*')
  return found.map(([name]) => name).filter((name) => name !== 'dashboard')
}

function explainWildcards({ logger }: TruffleConfig, names: readonly string[]): void {
  logger.log("\nThe following networks are configured to match any network id ('*'):\n")
  for (const name of names) logger.log(`    ${name}`)
  logger.log(
    '\nWhat is deployed on networks with an id that the config does not name is shown below as unknown; `networks --clean` removes it from the artifacts. Give staging and production networks an id of their own.',
  )
}
