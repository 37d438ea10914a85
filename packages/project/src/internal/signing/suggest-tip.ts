import { type Eip1193Provider, isHex, quantityToHex } from '@scaffold-evm/common'
import { RpcError } from '../../rpc-error.js'

const gwei = 1_000_000_000n
const blocks = 20

/** What a request gives; undefined when the node does not have the method. */
async function ask(
  provider: Eip1193Provider,
  method: string,
  params: readonly unknown[] = [],
): Promise<unknown> {
  try {
    return await provider.request({ method, params })
  } catch (error) {
    if (error instanceof RpcError) return undefined
    throw error
  }
}

function firstOf(value: unknown): bigint | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return isHex(first) ? BigInt(first) : undefined
}

/** What was paid in the latest blocks that hold transactions: the median of that percentile of each. */
async function tipOfHistory(
  provider: Eip1193Provider,
  percentile: number,
): Promise<bigint | undefined> {
  const params = [quantityToHex(blocks), 'latest', [percentile]]
  const history = await ask(provider, 'eth_feeHistory', params)
  const rewards: unknown = Reflect.get(Object(history), 'reward')
  const ratios: unknown = Reflect.get(Object(history), 'gasUsedRatio')
  if (!Array.isArray(rewards)) return undefined
  const tips = rewards
    .filter((_, index) => !Array.isArray(ratios) || ratios[index] !== 0)
    .map(firstOf)
    .filter((tip) => tip !== undefined)
    .sort((a, b) => (a < b ? -1 : 1))
  return tips[Math.floor(tips.length / 2)]
}

/** The tip that gets a transaction mined, wei per gas: by what was paid lately if a percentile is given, else as the node says. */
export async function suggestTip(
  provider: Eip1193Provider,
  percentile: number | undefined,
): Promise<bigint> {
  const paid = percentile === undefined ? undefined : await tipOfHistory(provider, percentile)
  if (paid !== undefined) return paid
  const suggested = await ask(provider, 'eth_maxPriorityFeePerGas')
  // Ganache and other simple nodes do not have the method.
  if (!isHex(suggested)) return (await tipOfHistory(provider, 50)) ?? gwei
  return BigInt(suggested)
}
