import type { Devchain, DevchainServer } from '@scaffold-evm/devchain'
import type { NodeOptions } from '../../definitions/node.js'
import { chosenMnemonic, ganacheMnemonic } from './accounts.js'

/** What a node tells when it is ready: the line of `--json`. */
export interface Ready {
  readonly url: string
  readonly wsUrl: string
  readonly port: number
  readonly pid: number
  readonly chainId: number
  readonly networkId: string
  readonly hardfork: string
  /** Null when the accounts come from a project's config or are given one by one. */
  readonly mnemonic: string | null
  readonly fork: { readonly chainId: number; readonly blockNumber: number } | null
  readonly accounts: Devchain['accounts']
}

/** First accounts of mnemonics that everybody knows. */
const knownMnemonics: Readonly<Record<string, string>> = {
  '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266':
    'test test test test test test test test test test test junk',
  '0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1': ganacheMnemonic,
}

/** The mnemonic of a chain's accounts if everybody has their keys. */
export function knownMnemonic({ accounts }: Devchain): string | undefined {
  return knownMnemonics[accounts[0]?.address.toLowerCase() ?? '']
}

/** Asks a chain and its server what there is to know of them. */
export async function readyOf(
  chain: Devchain,
  server: DevchainServer,
  options: NodeOptions,
): Promise<Ready> {
  const chosen = options.account.length === 0 ? await chosenMnemonic(options) : undefined
  return {
    url: server.url,
    wsUrl: server.wsUrl,
    port: server.port,
    pid: process.pid,
    chainId: Number(chain.chainId),
    networkId: String(await chain.request({ method: 'net_version' })),
    hardfork: chain.hardfork,
    mnemonic: chosen ?? knownMnemonic(chain) ?? null,
    fork: await forkOf(chain),
    accounts: chain.accounts,
  }
}

interface Metadata {
  readonly forkedNetwork?: { readonly chainId: number; readonly forkBlockNumber: number }
}

async function forkOf(chain: Devchain): Promise<Ready['fork']> {
  // The shape is that of the method in this repository.
  const { forkedNetwork } = (await chain.request({ method: 'hardhat_metadata' })) as Metadata
  if (forkedNetwork === undefined) return null
  return { chainId: forkedNetwork.chainId, blockNumber: forkedNetwork.forkBlockNumber }
}
