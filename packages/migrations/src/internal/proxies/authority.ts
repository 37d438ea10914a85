import type { AccountLike, DeployedContract, ProxyRecord } from '@scaffold-evm/project'
import { proposalPendingError } from '../../errors/proposal.js'
import { proxyForeignError } from '../../errors/proxy.js'
import type { StepPlace } from '../../errors/step-place.js'
import { senderOf } from '../contracts/contracts.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import { askProxy, proxyAbi } from './proxy-abi.js'
import { readProxySlot } from './proxy-slots.js'

/** How a proxy is upgraded, and by whom. */
export interface Authority {
  /** What the transaction goes to. */
  readonly to: string
  /** Who it takes, when that can be known. */
  readonly owner: string | undefined
  /** Name and data of the function that upgrades. */
  encode(implementation: string, data: string): { readonly method: string; readonly data: string }
}

/** A recorded proxy or beacon. */
export interface ProxyEntry extends DeployedContract {
  readonly proxy: ProxyRecord
}

const release5 = '5.0.0'

/** Asks the chain, which knows better than the record. */
export async function findAuthority(run: FileRun, entry: ProxyEntry): Promise<Authority> {
  const { kind, beacon } = entry.proxy
  if (kind === 'uups') return ofUups(run, entry.address)
  if (kind === 'transparent') return ofTransparent(run, entry.address)
  return ofBeacon(run, beacon ?? entry.address)
}

async function ofUups(run: FileRun, address: string): Promise<Authority> {
  const { provider } = run.parts.connection
  const version = await askProxy(provider, address, 'UPGRADE_INTERFACE_VERSION')
  return {
    to: address,
    owner: await askProxy(provider, address, 'owner'),
    encode: (implementation, data) => upgradeTo(implementation, data, version === release5),
  }
}

/** Release 4 has a function of its own for upgrades that call nothing. */
function upgradeTo(
  implementation: string,
  data: string,
  hasOneFunction: boolean,
): ReturnType<Authority['encode']> {
  const isPlain = data === '0x' && !hasOneFunction
  return isPlain
    ? encoded('upgradeTo', [implementation])
    : encoded('upgradeToAndCall', [implementation, data])
}

async function ofTransparent(run: FileRun, address: string): Promise<Authority> {
  const { provider } = run.parts.connection
  const admin = (await readProxySlot(provider, address, 'admin')) ?? address
  const isContract = await new ChainReader(provider).hasCode(admin)
  const owner = isContract ? await askProxy(provider, admin, 'owner') : undefined
  if (owner === undefined) {
    return {
      to: address,
      owner: admin,
      encode: (implementation, data) => upgradeTo(implementation, data, false),
    }
  }
  const version = await askProxy(provider, admin, 'UPGRADE_INTERFACE_VERSION')
  return {
    to: admin,
    owner,
    encode: (implementation, data) =>
      data === '0x' && version !== release5
        ? encoded('upgrade', [address, implementation])
        : encoded('upgradeAndCall', [address, implementation, data]),
  }
}

async function ofBeacon(run: FileRun, beacon: string): Promise<Authority> {
  return {
    to: beacon,
    owner: await askProxy(run.parts.connection.provider, beacon, 'owner'),
    encode: (implementation) => encoded('upgradeTo', [implementation]),
  }
}

function encoded(method: string, args: readonly unknown[]): ReturnType<Authority['encode']> {
  return { method, data: proxyAbi.encodeFunctionData(method, args) }
}

/**
 * The account that sends an upgrade: who the caller says, else who may.
 *
 * @throws `PROXY_FOREIGN` when that is none of our accounts.
 */
export async function upgradeSender(
  run: FileRun,
  { owner }: Pick<Authority, 'owner'>,
  wanted: {
    readonly name: string
    readonly from?: AccountLike | undefined
    readonly place: StepPlace
  },
): Promise<string> {
  if (wanted.from !== undefined || owner === undefined) return senderOf(run, wanted.from)
  const accounts = await run.parts.connection.accounts()
  const own = accounts.find((account) => account.toLowerCase() === owner.toLowerCase())
  if (own !== undefined) return own
  if (run.parts.runner.takesForeign) return owner
  const proposed = run.parts.journal
    .proposedSteps()
    .find(({ file, step }) => file === run.name && step.from === owner)
  if (proposed !== undefined) throw proposalPendingError(wanted.place, proposed.step)
  throw proxyForeignError(wanted.name, { owner, accounts }, wanted.place)
}
