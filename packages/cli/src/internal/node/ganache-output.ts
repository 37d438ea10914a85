import type { Devchain } from '@scaffold-evm/devchain'
import type { NodeOptions } from '../../definitions/node.js'
import type { CommandContext } from '../command.js'
import type { Ready } from './ready.js'

/** What there is to tell. */
export interface GanacheOutput {
  readonly chain: Devchain
  readonly ready: Ready
  readonly options: NodeOptions
}

/** Says that the node is ready in Ganache's words, which scripts wait for. */
export async function printGanacheReady(
  { reporter, globals, version }: CommandContext,
  { chain, ready, options }: GanacheOutput,
): Promise<void> {
  // What others wait for is there even when nothing else is.
  if (globals.quiet) return
  const place = `${options.host}:${ready.port}`
  const lines = [
    `ganache v7.9.2 (scaffold v${version})`,
    'Starting RPC server',
    ...(await accountLines(chain, ready)),
    ...walletLines(ready, options),
    ...(await chainLines(chain, ready)),
    '',
    `RPC Listening on ${place}`,
  ]
  for (const line of lines) reporter.line(line)
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, '==================', ...lines]
}

async function accountLines(chain: Devchain, { accounts }: Ready): Promise<readonly string[]> {
  const { formatEther, getAddress } = await import('@scaffold-evm/project/ethers')
  const shown = await Promise.all(
    accounts.map(async ({ address }, index) => {
      const wei = await chain.request({ method: 'eth_getBalance', params: [address, 'latest'] })
      const ether = formatEther(String(wei)).replace(/\.0$/, '')
      return `(${index}) ${getAddress(address)} (${ether} ETH)`
    }),
  )
  return [
    ...section('Available Accounts', shown),
    ...section(
      'Private Keys',
      accounts.map(({ privateKey }, index) => `(${index}) ${privateKey}`),
    ),
  ]
}

function walletLines({ mnemonic }: Ready, { derivationPath }: NodeOptions): readonly string[] {
  if (mnemonic === null) return []
  const path = (derivationPath ?? "m/44'/60'/0'/0/").replaceAll(',', '/').replace(/\/?$/, '/')
  return section('HD Wallet', [
    `Mnemonic:      ${mnemonic}`,
    `Base HD Path:  ${path}{account_index}`,
  ])
}

async function chainLines(chain: Devchain, ready: Ready): Promise<readonly string[]> {
  const price = await chain.request({ method: 'eth_gasPrice' })
  const block = await chain.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  const { gasLimit } = block as { readonly gasLimit: string }
  return [
    ...section('Default Gas Price', [String(BigInt(String(price)))]),
    ...section('BlockGas Limit', [String(BigInt(gasLimit))]),
    ...section('Call Gas Limit', ['50000000']),
    ...section('Chain', [`Hardfork: ${ready.hardfork}`, `Id:       ${ready.chainId}`]),
  ]
}
