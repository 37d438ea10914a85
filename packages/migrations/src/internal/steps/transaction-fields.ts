import { quantityToHex } from '@scaffold-evm/common'
import type { TransactionOptions } from '@scaffold-evm/project'
import type { TransactionRequest } from 'ethers'
import type { TransactionFields } from './step.js'

/** The fields of ethers' overrides and of {@link TransactionOptions} that we pass on. */
type Overrides = Pick<
  TransactionRequest,
  'gasLimit' | 'gasPrice' | 'maxFeePerGas' | 'maxPriorityFeePerGas' | 'nonce'
>

const names = {
  gasLimit: 'gas',
  gasPrice: 'gasPrice',
  maxFeePerGas: 'maxFeePerGas',
  maxPriorityFeePerGas: 'maxPriorityFeePerGas',
  nonce: 'nonce',
} as const

/** Fee, gas and nonce fields for JSON-RPC; later ones win. */
export function transactionFields(
  ...overrides: readonly (Overrides | TransactionOptions)[]
): TransactionFields {
  const fields: Record<string, string> = {}
  for (const given of overrides) {
    for (const [name, rpcName] of Object.entries(names)) {
      const value: unknown = Reflect.get(given, name)
      if (value !== undefined && value !== null)
        fields[rpcName] = quantityToHex(BigInt(String(value)))
    }
  }
  return fields
}
