import type { Hex } from '@scaffold-evm/common'
import type { DeploymentRecord } from '@scaffold-evm/project'
import { digestText } from '../files/digest.js'

/** The same object with its keys in order, so that equal ones give equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}

/** Of what was deployed, and by which steps: not of what was published or noted about it since. */
export function digestRecord(record: DeploymentRecord): Hex {
  const { chainId, genesisHash, contracts, migrations } = record
  return digestText(JSON.stringify(sorted({ chainId, genesisHash, contracts, migrations })))
}
