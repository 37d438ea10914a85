import { formatTable } from '@scaffold-evm/common'
import { formatEther, getAddress } from '@scaffold-evm/project/ethers'
import type { AccountsOptions } from '../definitions/accounts.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { printJson } from '../internal/print.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold accounts`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<AccountsOptions>,
): Promise<void> {
  const { reporter } = context
  await withConnection(await context.loadProject(), options.network, async (connection) => {
    const own = (await connection.accounts()).map((address) => getAddress(address))
    const named = Object.entries(await connection.namedAccounts())
    const others = named.map(([, address]) => address).filter((it) => !own.includes(it))
    const accounts = await Promise.all(
      [...own, ...new Set(others)].map(async (address) => ({
        address,
        names: named.filter(([, it]) => it === address).map(([name]) => name),
        isOwn: own.includes(address),
        balanceWei: await connection.ethersProvider.getBalance(address),
      })),
    )
    const { networkName: network, chainId } = connection
    if (options.json) return printJson(reporter, { network, chainId, accounts })
    reporter.info(`Network ${network}, chain id ${chainId}`)
    if (accounts.length === 0) return reporter.info('It has no accounts that can sign.')
    const rows = accounts.map(({ address, names, balanceWei, isOwn }, index) => [
      isOwn ? String(index) : '',
      address,
      formatEther(balanceWei),
      names.join(', '),
    ])
    const columns = [
      { title: '#' },
      { title: 'address' },
      { title: 'ether', align: 'right' },
      { title: named.length === 0 ? '' : 'name' },
    ] as const
    reporter.line(formatTable(columns, rows))
  })
}
