import type { Connection } from '@scaffold-evm/project'
import { cancelled, productionUnconfirmed } from '../../errors.js'
import type { CommandContext } from '../command.js'

/** What was typed that bears on it. */
export interface ProductionOptions {
  /** Said on the command line. */
  readonly yes: boolean
  /** Whether it is written for machines: then nobody is asked. */
  readonly json: boolean
}

/**
 * Before anything is sent to a network where mistakes cost money: asks on a terminal, and wants a `--yes` elsewhere.
 *
 * @throws `PRODUCTION_UNCONFIRMED`, `CANCELLED`.
 */
export async function confirmProduction(
  { stdin, stdout, reporter }: CommandContext,
  connection: Connection,
  { yes, json }: ProductionOptions,
): Promise<void> {
  if (!connection.isProduction || yes) return
  const { networkName, chainId } = connection
  if (stdin.isTTY !== true || stdout.isTTY !== true || json) {
    throw productionUnconfirmed(networkName, chainId)
  }
  reporter.line(await summaryOf(connection))
  const { askYesNo } = await import('../ask.js')
  if (!(await askYesNo(`Send transactions to ${networkName}?`))) throw cancelled()
}

async function summaryOf(connection: Connection): Promise<string> {
  const { networkName, chainId, ethersProvider } = connection
  const [signer] = await connection.accounts()
  if (signer === undefined)
    return `${networkName} (chain ${chainId}): no account of ours signs there`
  const { formatEther } = await import('@scaffold-evm/project/ethers')
  const balance = formatEther(await ethersProvider.getBalance(signer))
  return `${networkName} (chain ${chainId}): ${signer} signs, which has ${balance} ETH`
}
