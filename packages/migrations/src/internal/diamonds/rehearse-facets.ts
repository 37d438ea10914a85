import type { DeployedContract, DiamondRecord } from '@scaffold-evm/project'
import { parseStorageLayout } from '../../layout/parse-storage-layout.js'
import type { UpgradeRehearsal } from '../../upgrade/upgrade-rehearsal.js'
import type { FileRun } from '../files/file-run.js'
import { rehearseUpgrade } from '../rehearsal/rehearse-upgrade.js'
import { ChainReader } from '../steps/chain-reader.js'
import type { CheckedFacet } from './facet-safety.js'

/** What a cut that was just made on a copy made of the values that its facets had. */
export async function rehearseFacets(
  run: FileRun,
  cut: {
    readonly name: string
    /** As it was. */
    readonly entry: DeployedContract
    readonly facets: readonly CheckedFacet[]
    /** The last block before it. */
    readonly before: number
    readonly addresses: DiamondRecord['facets']
  },
): Promise<readonly UpgradeRehearsal[]> {
  const { name, entry, facets, before, addresses } = cut
  const after = await new ChainReader(run.parts.connection.provider).blockNumber()
  const rehearsals: UpgradeRehearsal[] = []
  for (const facet of facets) {
    const old = entry.diamond?.facets[facet.name]
    const now = facet.layout
    const address = addresses[facet.name]?.address ?? ''
    if (old?.layout === undefined || now === undefined || old.address === address) continue
    rehearsals.push(
      await rehearseUpgrade(run, {
        ...{ name: `${name}, ${facet.name}`, address: entry.address, before, after, now },
        ...{ old: parseStorageLayout(old.layout), since: entry.blockNumber },
        implementations: [old.address, address],
      }),
    )
  }
  return rehearsals
}
