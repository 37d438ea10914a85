import { Account, type Address } from '@ethereumjs/util'
import type { Executor } from '../execution/executor.js'
import type { BlockTemplate } from './block-template.js'

const weiPerGwei = 1_000_000_000n

/** Whether the protocol gives anything after the transactions of a block. */
export function changesAtClose({ rules, withdrawals }: BlockTemplate): boolean {
  return withdrawals.length > 0 || rules.consensusType() === 'pow'
}

/** What the protocol gives after the transactions of a block. */
export async function closeBlockState(executor: Executor, template: BlockTemplate): Promise<void> {
  for (const { address, amount } of template.withdrawals) {
    await give(executor, address, amount * weiPerGwei)
  }
  if (executor.rules.consensusType() === 'pow') await rewardMiners(executor, template)
}

/** Who mined the block, and who nearly did. */
async function rewardMiners(
  executor: Executor,
  { number, coinbase, uncles }: BlockTemplate,
): Promise<void> {
  const reward = executor.rules.param('minerReward')
  for (const uncle of uncles) {
    await give(executor, uncle.coinbase, ((uncle.number + 8n - number) * reward) / 8n)
  }
  await give(executor, coinbase, reward + (reward / 32n) * BigInt(uncles.length))
}

async function give({ state }: Executor, address: Address, amountWei: bigint): Promise<void> {
  const account = await state.getAccount(address)
  // EIP-161: giving nothing makes no account.
  if (amountWei === 0n && account === undefined) return
  const changed = account ?? new Account()
  changed.balance += amountWei
  await state.putAccount(address, changed)
}
