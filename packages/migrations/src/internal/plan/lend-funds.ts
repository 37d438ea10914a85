import { isHex } from '@scaffold-evm/common'
import type { Connection } from '@scaffold-evm/project'
import { ChainReader } from '../steps/chain-reader.js'
import type { StepRequest } from '../steps/step.js'

/** As much as any transaction may take. */
const mostGas = 60_000_000n

/** On the copy an account that cannot pay gets what it needs: a plan says that it cannot, and goes on. */
export async function lendFunds(copy: Connection, { from, content }: StepRequest): Promise<void> {
  const { devchain } = copy
  if (devchain === undefined) return
  const reader = new ChainReader(copy.provider)
  const balance = await reader.balanceWei(from)
  const price = BigInt(String(await reader.ask('eth_gasPrice')))
  const need = content.valueWei + mostGas * price * 2n
  if (balance < need && isHex(from)) await devchain.setBalance(from, balance + need)
}
