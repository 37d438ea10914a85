import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/project'
import { readFacetLayout, readStorageLayout } from '../../layout/read-storage-layout.js'
import type { StorageLayout } from '../../layout/storage-layout.js'
import { implementationFindings } from '../../upgrade/check-implementation.js'
import { createUpgradeLoader, type UpgradeLoader } from '../../upgrade/create-upgrade-loader.js'
import type { ProxyKind, UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { sha256 } from '../files/digest.js'
import type { FileRunParts } from '../files/file-run.js'
import type { Journal } from '../journal/journal.js'

/** What a contract is by its source: enough to say whether it can be behind a proxy, or take the place of another. */
export interface ImplementationFacts {
  readonly layout: StorageLayout
  readonly findings: readonly UpgradeFinding[]
}

/** To be raised when the checks change what they find. */
const factsFormat = 1

const loaders = new WeakMap<Journal, UpgradeLoader>()

/** Read from the syntax tree, which may cost a run of solc, once for each build: then from the project's cache. */
export async function implementationFacts(
  { project, journal }: FileRunParts,
  artifact: Artifact,
  kind: ProxyKind | 'facet',
): Promise<ImplementationFacts> {
  const name = `${artifact.sourceName}:${artifact.contractName}`
  const { buildInfoId, bytecode } = artifact
  const key = sha256(JSON.stringify([factsFormat, buildInfoId, bytecode, name, kind]))
  const path = join(project.config.paths.cache, 'upgrades', `${key.slice(2)}.json`)
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  // We wrote it, in one go.
  if (kept !== undefined) return JSON.parse(kept)
  const load = loaders.get(journal) ?? createUpgradeLoader(project)
  loaders.set(journal, load)
  const contract = await load(name)
  const facts = {
    layout: kind === 'facet' ? readFacetLayout(contract) : readStorageLayout(contract),
    findings: implementationFindings(contract, { kind: kind === 'facet' ? 'transparent' : kind }),
  }
  await writeFileAtomic(path, JSON.stringify(facts))
  return facts
}
