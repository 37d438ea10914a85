import { type Eip1193Provider, quantityToHex } from '@scaffold-evm/common'
import { RpcError } from '../../rpc-error.js'
import type { RpcTransaction } from './rpc-transaction.js'

/** The fees that a network's config sets, wei per gas. */
export interface FeeConfig {
  readonly gasPrice: bigint | undefined
  readonly maxFeePerGas: bigint | undefined
  readonly maxPriorityFeePerGas: bigint | undefined
}

type FeeFields = Pick<RpcTransaction, 'gasPrice' | 'maxFeePerGas' | 'maxPriorityFeePerGas'>

const gwei = 1_000_000_000n

async function suggestedTip(provider: Eip1193Provider): Promise<bigint> {
  try {
    return BigInt(String(await provider.request({ method: 'eth_maxPriorityFeePerGas' })))
  } catch (error) {
    // Ganache and other simple nodes do not have the method.
    if (error instanceof RpcError) return gwei
    throw error
  }
}

async function baseFee(provider: Eip1193Provider): Promise<bigint | undefined> {
  const block = await provider.request({
    method: 'eth_getBlockByNumber',
    params: ['latest', false],
  })
  const value: unknown = Reflect.get(Object(block), 'baseFeePerGas')
  return typeof value === 'string' ? BigInt(value) : undefined
}

function isLegacy(tx: RpcTransaction): boolean {
  return tx.type !== undefined && BigInt(tx.type) < 2n
}

async function dynamicFees(
  provider: Eip1193Provider,
  fees: {
    readonly base: bigint
    readonly max: bigint | undefined
    readonly tip: bigint | undefined
  },
): Promise<FeeFields> {
  const tip = fees.tip ?? (await suggestedTip(provider))
  // Twice the base fee stays valid through six full blocks.
  const max = fees.max ?? fees.base * 2n + tip
  return {
    maxFeePerGas: quantityToHex(max),
    maxPriorityFeePerGas: quantityToHex(tip > max ? max : tip),
  }
}

function quantity(value: string | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value)
}

/** The fee fields that a transaction should be sent with: its own, else the config's, else as the node suggests. */
export async function chooseFees(
  provider: Eip1193Provider,
  tx: RpcTransaction,
  config: FeeConfig,
): Promise<FeeFields> {
  if (tx.gasPrice !== undefined) return { gasPrice: tx.gasPrice }
  const isDynamic = tx.maxFeePerGas !== undefined || tx.maxPriorityFeePerGas !== undefined
  if (!isDynamic && config.gasPrice !== undefined) {
    return { gasPrice: quantityToHex(config.gasPrice) }
  }
  const base = isLegacy(tx) ? undefined : await baseFee(provider)
  if (base === undefined) {
    return { gasPrice: String(await provider.request({ method: 'eth_gasPrice' })) }
  }
  return dynamicFees(provider, {
    base,
    max: quantity(tx.maxFeePerGas) ?? config.maxFeePerGas,
    tip: quantity(tx.maxPriorityFeePerGas) ?? config.maxPriorityFeePerGas,
  })
}
