import type { Hex } from '@scaffold-evm/common'
import type { Artifact, ArtifactStore, DeployedContract } from '@scaffold-evm/project'
import type { ChainReader } from '../steps/chain-reader.js'
import { askAddress } from './ask-address.js'

/** Who may do what only an owner may. */
export interface Owners {
  readonly owner: string | undefined
  /** Of the proxy's admin, or of its beacon. */
  readonly adminOwner: string | undefined
}

/** Where it is asked. */
export interface OwnersContext {
  readonly reader: ChainReader
  readonly artifacts: ArtifactStore
  readonly block: Hex | 'latest'
}

function hasOwner({ abi }: Artifact): boolean {
  return abi.some(
    ({ type, name, inputs = [], outputs = [] }) =>
      type === 'function' &&
      name === 'owner' &&
      inputs.length === 0 &&
      outputs.length === 1 &&
      outputs[0]?.type === 'address',
  )
}

async function ownerOf(
  { address, contract, diamond }: DeployedContract,
  { artifacts, reader, block }: OwnersContext,
): Promise<string | undefined> {
  // The functions of a diamond are those of its facets.
  const isOwned =
    diamond !== undefined ||
    ((await artifacts.has(contract)) && hasOwner(await artifacts.get(contract)))
  if (!isOwned) return undefined
  return askAddress(reader, { to: address, call: 'owner', block })
}

/** The admin or the beacon of a proxy; a beacon itself. */
function adminOf(contract: DeployedContract): string | undefined {
  const proxy = contract.proxy
  if (proxy === undefined) return undefined
  return proxy.beacon ?? proxy.admin ?? (proxy.kind === 'beacon' ? contract.address : undefined)
}

/** Who owns a recorded contract, and what stands above it, at a block. */
export async function readOwners(
  contract: DeployedContract,
  context: OwnersContext,
): Promise<Owners> {
  const { reader, block } = context
  const admin = adminOf(contract)
  const [owner, adminOwner] = await Promise.all([
    ownerOf(contract, context),
    admin === undefined ? undefined : askAddress(reader, { to: admin, call: 'owner', block }),
  ])
  return { owner, adminOwner }
}
